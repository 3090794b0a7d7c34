/** A whole number below 2^32 that looks random and depends on the text alone. */
export function roll(text: string): number {
  let hash = 0x811c9dc5; // FNV-1a, then MurmurHash3's last step, so that similar texts part company
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A whole number from `low` to `high`, both included. */
export const between = (text: string, low: number, high: number): number =>
  low + (roll(text) % (high - low + 1));

/** So many decimal digits. */
export const digits = (text: string, count: number): string =>
  Array.from({ length: count }, (_, place) => roll(`${text}#${place}`) % 10).join('');

/** 64 bytes in base64, as Dapi's ids are. */
export const idOf = (text: string): string =>
  btoa(String.fromCharCode(...Array.from({ length: 64 }, (_, place) => roll(`${text}@${place}`) & 255)));

/** A UUID that depends on the text alone. */
export function uuidOf(text: string): string {
  const hex = [0, 1, 2, 3].map((place) => roll(`${text}%${place}`).toString(16).padStart(8, '0')).join('');
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5');
}
