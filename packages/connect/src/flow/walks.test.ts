import { expect } from '@open-wc/testing';
import { eventTable } from '../event-table.js';
import type { EventName } from '../events.js';
import { oneOfEachEvent, oneOfEachStep } from '../testing/examples.js';
import { createController, type Waiting, type Work } from './controller.js';
import type { Flow, FlowEvent, Progress } from './flow.js';
import { tellOf } from './told.js';

const walks = 1_000_000;

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

interface Pending {
  resolve(value: never): void;
  reject(error: Error): void;
  waiting: Waiting;
}

const progresses = oneOfEachEvent.flatMap((event) => (event.type === 'progress' ? [event.progress] : []));
const acts = oneOfEachEvent.filter(
  ({ type }) => type !== 'close' && type !== 'progress' && type !== 'opened',
);
const beginnings: Flow[] = [
  { step: 'opening' },
  { step: 'opening', aim: { institutionID: 'BANK_A' } },
  { step: 'opening', aim: { repairs: oneOfEachStep.connected.connection } },
  {
    step: 'opening',
    aim: { resumes: { operationID: 'BANK_A:1', sessionKey: 'k', institutionID: 'BANK_A' } },
  },
  oneOfEachStep.challenge,
  oneOfEachStep.redirect,
  oneOfEachStep.choice,
];

/**
 * One walk: somebody does things at random while the provider answers at random: in time, late, twice, after it was
 * told to stop, with an error, with a stage of something that is over, or never.
 */
async function walk(seed: number): Promise<string | undefined> {
  const random = chance(seed);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const pending: Pending[] = [];
  const wait = <T>(waiting: Waiting) =>
    new Promise<T>((resolve, reject) => pending.push({ resolve, reject, waiting }));
  const never = { report: () => {} };
  const work: Work = {
    open: (signal) => wait({ ...never, signal }),
    start: (_, waiting) => {
      if (random() < 0.02) throw new Error('At once.');
      return wait<Progress>(waiting);
    },
    answer: (_id, _deliver, waiting) => wait<Progress>(waiting),
    watch: (_id, _input, waiting) => wait<Progress>(waiting),
    depart: (_id, _input, waiting) => wait<void>(waiting),
    cancel: () => {},
    problemOf: () => oneOfEachStep.failed.problem,
  };

  const told: EventName[] = [];
  let flow = beginnings[0]!;
  const controller = createController(one(beginnings), work, {
    hear: (event, from, to) => tellOf(event, from, to, (name) => told.push(name)),
    show: (now) => (flow = now),
  });

  const disturb = async () => {
    const { resolve, reject, waiting } = one(pending);
    const luck = random();
    if (luck < 0.2) waiting.report('finding_accounts');
    else if (luck < 0.35) reject(new Error('It broke.'));
    else resolve((flow.step === 'opening' ? oneOfEachStep.search.session : one(progresses)) as never);
    await settled();
  };

  const steps = 2 + Math.floor(random() * 12);
  for (let i = 0; i < steps && flow.step !== 'closed'; i++) {
    if (pending.length && random() < 0.5) await disturb();
    else controller.send(one(acts));
  }
  if (flow.step !== 'closed') controller.send({ type: 'close' });
  if (flow.step !== 'closed') return `${flow.step} cannot be left`;
  if (pending.length) await disturb();
  controller.send(one(acts));
  return terminals(told);
}

/** What is wrong with the events of a session. */
function terminals(told: readonly EventName[]): string | undefined {
  const ends = told.filter((name) => 'terminal' in eventTable[name]);
  if (ends.length !== 1) return `${ends.length} terminal events in ${told.join(', ')}`;
  return told.at(-1) === ends[0] ? undefined : `${ends[0]} is not the last of ${told.join(', ')}`;
}

/** Until promises that have settled have been heard. */
const settled = async () => {
  for (let turns = 0; turns < 4; turns++) await Promise.resolve();
};

describe('a million walks', () => {
  it('end, each in one terminal event', async function () {
    this.timeout(300_000);
    const first = Number(new URLSearchParams(location.search).get('seed')) || Date.now() % 1e9;
    for (let i = 0; i < walks; i++) {
      const wrong = await walk(first + i);
      if (wrong) expect.fail(`Seed ${first + i}: ${wrong}`);
    }
  });
});

describe('every step', () => {
  for (const flow of Object.values(oneOfEachStep)) {
    if (flow.step === 'closed') continue;
    for (const event of oneOfEachEvent)
      it(`${flow.step} after ${event.type} ends in one terminal event`, () => {
        const told: EventName[] = [];
        const controller = createController(flow, idle, {
          hear: (done, from, to) => tellOf(done, from, to, (name) => told.push(name)),
          show: () => {},
        });
        for (const done of [event, { type: 'close' }, { type: 'close' }, event] as FlowEvent[])
          controller.send(done);
        expect(terminals(told)).to.equal(undefined);
      });
  }
});

const forever = () => new Promise<never>(() => {});
const idle: Work = {
  open: forever,
  start: forever,
  answer: forever,
  watch: forever,
  depart: forever,
  cancel: () => {},
  problemOf: () => oneOfEachStep.failed.problem,
};
