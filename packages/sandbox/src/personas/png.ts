/** A picture of black (0) and white (1) dots as a PNG: not compressed, because it is small. */
export function png(width: number, height: number, dot: (x: number, y: number) => 0 | 1): Uint8Array {
  const rowLength = Math.ceil(width / 8);
  const pixels = new Uint8Array((1 + rowLength) * height); // Each row begins with its filter: 0, none.
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * (1 + rowLength) + 1 + (x >> 3);
      pixels[at] = (pixels[at] ?? 0) | (dot(x, y) << (7 - (x & 7)));
    }
  const oneBitGrey = [1, 0, 0, 0, 0];
  return Uint8Array.of(
    ...[0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    ...chunk('IHDR', [...uint32(width), ...uint32(height), ...oneBitGrey]),
    ...chunk('IDAT', stored(pixels)),
    ...chunk('IEND', []),
  );
}

/** A zlib stream of one block that is stored as it is; so it holds less than 64 kB. */
function stored(bytes: Uint8Array): number[] {
  const { length } = bytes;
  const size = [length & 255, length >> 8];
  return [0x78, 0x01, 0x01, ...size, ...size.map((byte) => byte ^ 255), ...bytes, ...uint32(adler32(bytes))];
}

function chunk(name: string, data: readonly number[]): number[] {
  const named = [...[...name].map((letter) => letter.charCodeAt(0)), ...data];
  return [...uint32(data.length), ...named, ...uint32(crc32(named))];
}

const uint32 = (value: number): number[] => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);

function crc32(bytes: readonly number[]): number {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return ~crc >>> 0;
}

function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0];
  for (const byte of bytes) {
    a = (a + byte) % 65521;
    b = (b + a) % 65521;
  }
  return ((b << 16) | a) >>> 0;
}
