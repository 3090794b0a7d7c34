import { png } from './png.js';

/** Each digit as seven rows of five dots. */
const font: Readonly<Record<string, string>> = {
  0: '01110 10001 10011 10101 11001 10001 01110',
  1: '00100 01100 00100 00100 00100 00100 01110',
  2: '01110 10001 00001 00010 00100 01000 11111',
  3: '11111 00010 00100 00010 00001 10001 01110',
  4: '00010 00110 01010 10010 11111 00010 00010',
  5: '11111 10000 11110 00001 00001 10001 01110',
  6: '00110 01000 10000 11110 10001 10001 01110',
  7: '11111 00001 00010 00100 01000 01000 01000',
  8: '01110 10001 10001 01110 10001 10001 01110',
  9: '01110 10001 10001 01111 00001 00010 01100',
};

const scale = 5;
/** Rows by which each digit is out of line, as captchas are. */
const dance = [1, 3, 0, 2, 4, 1];

/** Digits as a picture, a PNG in base64, that a person can read. */
export function captcha(digits: string): string {
  const height = 13;
  const width = digits.length * 8 + 4;
  const dark = (x: number, y: number): boolean => {
    const place = Math.floor((x - 3) / 8);
    const rows = font[digits[place] ?? '']?.split(' ');
    const row = rows?.[y - 1 - (dance[place % dance.length] ?? 0)];
    return row?.[(x - 3) % 8] === '1';
  };
  // A line through the middle, thinner than the strokes of the digits.
  const struck = (x: number, y: number): boolean => y === Math.round((6 + Math.sin(x / 25)) * scale);
  const bytes = png(width * scale, height * scale, (x, y) =>
    dark(Math.floor(x / scale), Math.floor(y / scale)) || struck(x, y) ? 0 : 1,
  );
  return btoa(String.fromCharCode(...bytes));
}
