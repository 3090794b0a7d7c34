/**
 * Whether a value that a page gives to a `--dapi-…` property is a plain one: a colour, a length, the name of a font.
 *
 * The page is not to fetch anything in the frame's name, or to make a value depend on what is in the frame: so no
 * `url()`, `image-set()`, `attr()`, `var()`, `if()`, and no escapes to write them with.
 */
export function isPlain(value: string): boolean {
  if (value.length > longest || !/^[\p{L}\p{N}\s#.,%+*/()'"_-]*$/u.test(value)) return false;
  return [...value.matchAll(/([\p{L}\p{N}_-]+)\(/gu)].every(([, name = '']) =>
    harmless.has(name.toLowerCase()),
  );
}

const longest = 300;

const harmless = new Set([
  ...[
    'rgb',
    'rgba',
    'hsl',
    'hsla',
    'hwb',
    'lab',
    'lch',
    'oklab',
    'oklch',
    'color',
    'color-mix',
    'light-dark',
  ],
  ...['calc', 'min', 'max', 'clamp'],
]);
