const wall = new Intl.DateTimeFormat('sv-SE', {
  ...{ timeZone: 'Europe/Paris', dateStyle: 'short', timeStyle: 'medium' },
});

/** A moment as the API writes it: the wall clock of Paris, without its zone. */
export const parisTime = (time: number): string => wall.format(time);

/** The same, where there may be no such moment. */
export const parisTimeOrNull = (time: number | null): string | null =>
  time === null ? null : parisTime(time);

/** The day that it is in Paris, YYYY-MM-DD. */
export const parisDay = (time: number): string => parisTime(time).slice(0, 10);

/** The day so many days later; days have no zone. */
export const daysAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * day24).toISOString().slice(0, 10);

/** Milliseconds of a minute and of a day. */
export const minute = 60_000;
export const day24 = 24 * 60 * minute;

/** Milliseconds that a consent lasts: 180 days. */
export const consentLasts = 180 * day24;
