import { bankOf, banks } from './institutions.js';
import { roll } from '../chance.js';

/** Abstract marks on a field of 32 by 32, each readable when drawn at that size. */
const marks = [
  '<circle cx="16" cy="16" r="8"/>',
  '<path d="M16 7l9 16H7z"/>',
  '<path d="M8 8h7v16H8zM18 14h6v10h-6z"/>',
  '<path d="M16 6l10 10-10 10L6 16z"/>',
  '<path d="M7 21a9 9 0 0 1 18 0z"/><path d="M7 23h18v2H7z"/>',
  '<path d="M7 10h18v4H7zM7 18h12v4H7z"/>',
  '<path d="M8 8h8a8 8 0 0 1 8 8v8h-8a8 8 0 0 1-8-8z"/>',
  '<path d="M14 7h4v7h7v4h-7v7h-4v-7H7v-4h7z"/>',
  '<path d="M7 23l6-14 4 8 3-5 5 11z"/>',
];

/** Sets two banks with the same mark apart. */
const dot = '<circle cx="26" cy="6" r="3"/>';

/** Our own mark of a bank: white on its colour, nobody's trademark. */
export function logoOf(institutionID: string): string | undefined {
  const color = bankOf(institutionID)?.color;
  if (!color) return undefined;
  const own = banks.findIndex(({ id }) => id === institutionID);
  const place = own < 0 ? roll(institutionID) % (2 * marks.length) : own;
  const mark = marks[place % marks.length];
  const apart = place < marks.length ? '' : dot;
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" width="32" height="32" viewBox="0 0 32 32">',
    `<rect width="32" height="32" rx="6" fill="${color.primaryColor}"/>`,
    `<g fill="#FFFFFF">${mark}${apart}</g>`,
    '</svg>',
  ].join('');
}
