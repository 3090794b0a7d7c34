import { Temporal } from 'temporal-polyfill';

/**
 * The moment of a timestamp as the API writes it, in milliseconds since 1970: the wall clock of Paris, without its
 * zone. One with an offset means what it says; one that cannot be read is undefined.
 *
 * The hour that comes twice in October is the first of the two, and the one that is left out in March the one after
 * it: of two moments that a deadline could mean, it is the earlier that is safe.
 */
export function momentOf(timestamp: string | null | undefined): number | undefined {
  if (!timestamp) return undefined;
  const text = timestamp.trim().replace(' ', 'T');
  try {
    if (/(Z|[+-]\d{2}:?\d{2})$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
    return Temporal.PlainDateTime.from(text).toZonedDateTime('Europe/Paris', { disambiguation: 'compatible' })
      .epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** The moment of a timestamp that is in UTC, as those of transactions are, in ISO 8601. */
export const utcOf = (timestamp: string): string => `${timestamp.replace(' ', 'T')}Z`;
