/** The most that can be moved at once, in hundredths: so that no sum leaves what a number holds exactly. */
const most = 10 ** 13;

/**
 * A decimal text as hundredths, without arithmetic in between; undefined for more than two decimals and for more
 * than the sandbox moves.
 */
export function minorOf(amount: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d+)(?:\.(\d{1,2})0*)?$/.exec(amount) ?? [];
  const minor = whole === undefined ? NaN : Number(whole + decimals.padEnd(2, '0'));
  return minor <= most ? minor : undefined;
}

/** Hundredths as answers have them: the number nearest to the decimal, which prints as it. */
export const majorOf = (minor: number): number => minor / 100;
