import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { committedEvents, eventReference } from '../packages/connect/event-reference.js';
import { eventTable } from '../packages/connect/src/event-table.js';
import { tellOf } from '../packages/connect/src/flow/told.js';
import { next } from '../packages/connect/src/flow/transitions.js';
import { oneOfEachEvent, oneOfEachStep } from '../packages/connect/src/testing/examples.js';

/** What is told when each event comes at each step, and how each session begins. */
function everything(): [name: string, told: object][] {
  const heard: [string, object][] = [];
  const tell = (name: string, told: object) => void heard.push([name, told]);
  for (const flow of Object.values(oneOfEachStep)) {
    tellOf(undefined, flow, flow, tell);
    for (const event of oneOfEachEvent) tellOf(event, flow, next(flow, event), tell);
  }
  const known = { ...oneOfEachStep.search.session, connected: [oneOfEachStep.connected.connection] };
  const search = { step: 'search', session: known } as const;
  const choose = { type: 'choose', institution: oneOfEachStep.known.institution } as const;
  tellOf(choose, search, next(search, choose), tell);
  const { operationID, institution } = oneOfEachStep.redirect;
  const resumes = { operationID, sessionKey: 'key', institutionID: institution.id };
  const opening = { step: 'opening', aim: { resumes } } as const;
  const opened = { type: 'opened', session: known } as const;
  tellOf(opened, opening, next(opening, opened), tell);
  return heard;
}

describe('the events', () => {
  it('are documented as the table has them; if not, `pnpm run reference` writes the page anew', async () => {
    assert.equal(await committedEvents(), await eventReference());
  });

  it('tell exactly what the table says of them', () => {
    const kinds = { text: 'string', number: 'number', flag: 'boolean', texts: 'object' };
    for (const [name, told] of everything()) {
      const { detail } = eventTable[name as keyof typeof eventTable];
      assert.deepEqual(Object.keys(told).sort(), Object.keys(detail).sort(), name);
      for (const [member, [type]] of Object.entries(detail) as [
        string,
        readonly [keyof typeof kinds, string],
      ][])
        assert.equal(typeof (told as Record<string, unknown>)[member], kinds[type], `${name}.${member}`);
    }
  });

  it('are all told by something', () => {
    const ofHandler = ['ready', 'expiring'];
    const told = new Set([...everything().map(([name]) => name), ...ofHandler]);
    assert.deepEqual([...told].sort(), Object.keys(eventTable).sort());
  });
});
