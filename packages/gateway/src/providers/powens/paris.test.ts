import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { momentOf, utcOf } from './paris.js';

const at = (timestamp: string) => {
  const moment = momentOf(timestamp);
  return moment === undefined ? undefined : new Date(moment).toISOString();
};

describe('a timestamp is what the clocks of Paris show', () => {
  for (const [timestamp, moment, why] of [
    ['2026-01-15 12:00:00', '2026-01-15T11:00:00.000Z', 'one hour ahead in winter'],
    ['2026-07-15 12:00:00', '2026-07-15T10:00:00.000Z', 'two in summer'],
    // The clocks go forward on 29 March 2026, from 2 to 3.
    ['2026-03-28 02:30:00', '2026-03-28T01:30:00.000Z', 'the day before they go forward'],
    ['2026-03-29 01:59:59', '2026-03-29T00:59:59.000Z', 'the last second of winter'],
    ['2026-03-29 02:30:00', '2026-03-29T01:30:00.000Z', 'the half hour that is left out is the one after it'],
    ['2026-03-29 03:00:00', '2026-03-29T01:00:00.000Z', 'the first second of summer'],
    ['2026-03-30 02:30:00', '2026-03-30T00:30:00.000Z', 'the day after they went forward'],
    // They go back on 25 October 2026, from 3 to 2.
    ['2026-10-24 02:30:00', '2026-10-24T00:30:00.000Z', 'the day before they go back'],
    ['2026-10-25 01:59:59', '2026-10-24T23:59:59.000Z', 'the last second that comes once'],
    ['2026-10-25 02:30:00', '2026-10-25T00:30:00.000Z', 'of what comes twice, the first'],
    ['2026-10-25 03:00:00', '2026-10-25T02:00:00.000Z', 'the first second of winter'],
    ['2026-10-26 02:30:00', '2026-10-26T01:30:00.000Z', 'the day after they went back'],
    ['2026-10-26 02:30:00+02:00', '2026-10-26T00:30:00.000Z', 'an offset means what it says'],
    ['2026-10-26T02:30:00Z', '2026-10-26T02:30:00.000Z', 'and so does UTC'],
    ['2026-02-30 12:00:00', undefined, 'a day that no calendar has'],
    ['soon', undefined, 'no timestamp'],
    ['', undefined, 'nothing'],
  ] as const)
    it(`'${timestamp}': ${why}`, () => assert.equal(at(timestamp), moment));

  it('is nothing where there is none', () => assert.equal(momentOf(null), undefined));

  it('does not hold for transactions, whose moments are in UTC', () =>
    assert.equal(utcOf('2026-07-15 12:00:00'), '2026-07-15T12:00:00Z'));
});
