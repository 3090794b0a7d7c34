import { meaningOf } from '@connect-layer/protocol';
import type { Tell } from '../events.js';
import type { At, Flow, FlowEvent, Step } from './flow.js';

/** Tells the page what was done in the modal and what came of it. `event` is undefined at the very beginning. */
export function tellOf(event: FlowEvent | undefined, from: Flow, to: Flow, tell: Tell): void {
  if (!event) {
    tell('open', { purpose: purposeOf(to) });
    tell('step', { step: to.step, from: to.step });
    return;
  }
  const institutionID = 'institution' in from ? (from.institution?.id ?? '') : '';
  if (event.type === 'searched' && from.step === 'search') {
    const { query, results } = event;
    tell('search', { query, results });
  }
  if (event.type === 'unlisted' && from.step === 'search') tell('unlisted', { query: event.query });
  if (from === to) return;
  if (event.type === 'choose') tell('institution', { institutionID: event.institution.id });
  if (event.type === 'agree') tell('consent', { institutionID });
  if (event.type === 'submit') tell('submit', { institutionID });
  if (event.type === 'stage') tell('stage', { stage: event.stage });
  if (event.type === 'answer') tell('answer', { institutionID, kinds: kindsOf(from) });
  if (event.type === 'visit') tell('visit', { institutionID, how: event.blocked ? 'blocked' : 'tab' });
  if (event.type === 'depart') tell('visit', { institutionID, how: 'page' });
  if (event.type === 'retry') tell('retry', {});
  if (from.step !== to.step) tellArrival(from, to, tell);
}

function tellArrival(from: Flow, to: Flow, tell: Tell): void {
  if (to.step !== 'closed') tell('step', { step: to.step, from: from.step });
  const arrival = arrivals[to.step] as ((to: Flow, tell: Tell, from: Flow) => void) | undefined;
  arrival?.(to, tell, from);
}

/** What is told, besides the step, when it is reached. */
const arrivals: { readonly [S in Step]?: (to: At<S>, tell: Tell, from: Flow) => void } = {
  known: ({ institution, connection }, tell) =>
    tell('duplicate', { institutionID: institution.id, connectionID: connection.connectionID }),
  challenge: (to, tell) => tell('question', { institutionID: to.institution.id, kinds: kindsOf(to) }),
  redirect: (to, tell) => tell('question', { institutionID: to.institution.id, kinds: kindsOf(to) }),
  resuming: ({ institution, deliver }, tell, { step }) =>
    step === 'opening' && !deliver && tell('resumed', { institutionID: institution.id }),
  failed: ({ problem: { type, reference = '' }, institution }, tell) =>
    tell('problem', { type, whose: meaningOf(type).whose, reference, institutionID: institution?.id ?? '' }),
  connected: ({ institution, connection: { connectionID }, repairs }, tell) =>
    tell('connected', { institutionID: institution.id, connectionID, repaired: !!repairs }),
  closed: ({ outcome, problem: { type = '', reference = '' } = {} }, tell, { step }) =>
    tell('exit', { outcome, step, type, reference }),
};

function purposeOf(flow: Flow): string {
  if (flow.step === 'opening') return flow.aim && 'repairs' in flow.aim ? 'repair' : 'login';
  return 'session' in flow ? (flow.session?.purpose ?? 'login') : 'login';
}

function kindsOf(flow: Flow): string[] {
  if (flow.step === 'redirect') return [flow.input.id];
  return flow.step === 'challenge' ? flow.userInputs.map(({ id }) => id) : [];
}
