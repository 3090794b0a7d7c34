import { expect } from '@open-wc/testing';
import {
  accounts,
  connection,
  deliver,
  institution,
  oneOfEachEvent,
  oneOfEachStep,
  otp,
  page,
  session,
} from '../testing/examples.js';
import { asked } from './asked.js';
import { createController, type Work } from './controller.js';
import type { At, Flow, Progress } from './flow.js';
import { next, transitions } from './transitions.js';

const { problem } = oneOfEachStep.failed;

describe('the flow', () => {
  for (const flow of Object.values(oneOfEachStep)) {
    for (const event of oneOfEachEvent)
      it(`${flow.step} survives ${event.type}`, () =>
        expect(transitions).to.have.property(next(flow, event).step));

    it(`${flow.step} can be closed, and closed stays closed`, () => {
      const closed = next(flow, { type: 'close' });
      expect(closed.step).to.equal('closed');
      for (const event of oneOfEachEvent) expect(next(closed, event)).to.equal(closed);
    });
  }

  it('leaves an event that means nothing alone', () =>
    expect(next(oneOfEachStep.search, { type: 'retry' })).to.equal(oneOfEachStep.search));

  it('keeps what was typed into fields that are not secret', () => {
    const typed = { username: 'someone' };
    let flow = next(oneOfEachStep.credentials, { type: 'submit', deliver, typed });
    flow = next(flow, {
      type: 'progress',
      progress: { status: 'failed', problem: oneOfEachStep.failed.problem },
    });
    flow = next(flow, { type: 'retry' });
    expect(flow).to.deep.include({ step: 'credentials', typed });
  });

  it('leaves out the form of a bank that has none', () => {
    const bare = { ...institution, fields: [] };
    const asked = next(oneOfEachStep.search, { type: 'choose', institution: bare });
    const connecting = next(asked, { type: 'agree' });
    expect([asked.step, connecting.step]).to.deep.equal(['consent', 'connecting']);
    expect(next(connecting, { type: 'back' }).step, 'there is no form to go back to').to.equal('search');
  });

  it('goes straight to a bank that the page has named, and to the search where there is none', () => {
    const at = (institutionID: string) =>
      next({ step: 'opening', aim: { institutionID } }, { type: 'opened', session });
    expect(at(institution.id)).to.deep.include({ step: 'consent', institution });
    expect(at('NO_BANK').step).to.equal('search');
  });

  it('offers to put a connection right instead of making a second', () => {
    const mine = { ...session, connected: [connection] };
    const known = next({ step: 'search', session: mine }, { type: 'choose', institution });
    expect(known).to.deep.include({ step: 'known', connection });
    expect(next(known, { type: 'repair' })).to.deep.include({ step: 'connecting', repairs: connection });
    expect(next(known, { type: 'another' })).not.to.have.property('repairs');
  });

  it('asks for a consent again that has ended, or soon will', () => {
    const open = (days: number) => {
      const repairs = { ...connection, consentExpiresAt: session.opened + days * 86_400_000 };
      return next({ step: 'opening', aim: { repairs } }, { type: 'opened', session });
    };
    expect([open(-1), open(3), open(60)].map(({ step }) => step)).to.deep.equal([
      'consent',
      'consent',
      'connecting',
    ]);
    expect(next(open(3), { type: 'agree' })).to.deep.include({ step: 'connecting' });
    expect(next(open(3), { type: 'back' }).step, 'a repair has no search').to.equal('closed');
  });

  it('asks for nothing in a repair but what the bank needs', () => {
    const repairing = next({ step: 'opening', aim: { repairs: connection } }, { type: 'opened', session });
    const fail = (fields?: string[]) =>
      next(repairing, { type: 'progress', progress: { status: 'failed', problem: { ...problem, fields } } });
    const form = fail(['password']) as At<'credentials'>;
    expect(form.institution.fields.map(({ name }) => name)).to.deep.equal(['password']);
    const connecting = next(form, { type: 'submit', deliver });
    expect(connecting).to.deep.include({ step: 'connecting', repairs: connection });
    const failed = next(connecting, { type: 'progress', progress: { status: 'failed', problem } });
    expect(next(failed, { type: 'retry' })).to.deep.include({ step: 'credentials', repairs: connection });
    expect(next(fail(), { type: 'retry' })).to.deep.include({ step: 'connecting', repairs: connection });
    expect(next(fail(), { type: 'back' })).to.deep.include({ step: 'closed', outcome: 'failed' });
  });

  it('says what the bank is doing without waiting anew', () => {
    const staged = next(oneOfEachStep.connecting, { type: 'stage', stage: 'finding_accounts' });
    expect(staged).to.deep.equal({ ...oneOfEachStep.connecting, stage: 'finding_accounts' });
  });

  it('says when the form for secrets cannot be shown', () => {
    const problem = { type: 'SERVER_ERROR', msg: 'Blocked.' };
    for (const step of ['credentials', 'challenge', 'accounts'] as const)
      expect(next(oneOfEachStep[step], { type: 'broken', problem })).to.deep.include({
        step: 'failed',
        problem,
      });
  });

  it('has a step of its own for choosing accounts, and for nothing else', () => {
    const [otpAsked, accountsAsked] = [[otp], [accounts]].map((userInputs) =>
      next(oneOfEachStep.resuming, {
        type: 'progress',
        progress: { status: 'user_input_required', operationID: 'BANK_A:2', userInputs },
      }),
    );
    expect(otpAsked).to.have.property('step', 'challenge');
    expect(accountsAsked).to.deep.include({ step: 'accounts', operationID: 'BANK_A:2', input: accounts });
    expect(asked({ ...oneOfEachStep.challenge, userInputs: [accounts, otp] }).step).to.equal('challenge');
    expect(next(oneOfEachStep.accounts, { type: 'answer', deliver }).step).to.equal('resuming');
    expect(next(oneOfEachStep.accounts, { type: 'back' }).step).to.equal('credentials');
  });

  it('leaves a question that cannot be answered: for another try, or for another bank', () => {
    const typed = { username: 'someone' };
    const login = { ...oneOfEachStep.challenge, typed };
    expect(next(login, { type: 'retry' })).to.deep.include({ step: 'credentials', typed });
    expect(next(login, { type: 'other' }).step).to.equal('search');
    const call = { ...login, session: { ...session, purpose: 'call' as const } };
    expect(next(call, { type: 'retry' }).step, 'the call is made again').to.equal('connecting');
    expect(next(call, { type: 'other' }).step).to.equal('closed');
  });

  it('leads a call back to the page, never to a login form', () => {
    const call = { ...oneOfEachStep.challenge, session: { ...session, purpose: 'call' as const } };
    expect(next(call, { type: 'back' }).step).to.equal('closed');
    const resuming = next(call, { type: 'answer', deliver });
    expect(next(resuming, { type: 'progress', progress: { status: 'done' } }).step).to.equal('closed');
    const failed = next(resuming, {
      type: 'progress',
      progress: { status: 'failed', problem: { type: 'INVALID_MFA', msg: '' } },
    });
    expect(next(failed, { type: 'retry' }).step).to.equal('connecting');
    expect(next(failed, { type: 'back' }).step).to.equal('closed');
  });
});

/** Work whose promises the test settles itself. */
function byHand() {
  const waiting: {
    resolve: (progress: Progress) => void;
    reject: (error: Error) => void;
    signal: AbortSignal;
  }[] = [];
  const cancelled: string[] = [];
  const wait = (signal: AbortSignal) =>
    new Promise<Progress>((resolve, reject) => waiting.push({ resolve, reject, signal }));
  const work: Work = {
    open: () => Promise.resolve(session),
    start: (_, { signal }) => wait(signal),
    answer: (_id, _deliver, { signal }) => wait(signal),
    watch: (_id, _input, { signal }) => wait(signal),
    depart: (_id, _input, { signal }) => wait(signal).then(() => {}),
    cancel: (operationID) => cancelled.push(operationID),
    problemOf: (error) => ({ type: 'UNKNOWN_ERROR', msg: (error as Error).message }),
  };
  return { work, waiting, cancelled };
}

describe('the controller', () => {
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  const start = (flow: Flow, work: Work) => {
    const steps: string[] = [];
    const seen: Flow[] = [];
    const controller = createController(flow, work, {
      hear: () => {},
      show: (now, arrived) => {
        seen.push(now);
        if (arrived) steps.push(now.step);
      },
    });
    return { ...controller, steps, seen };
  };

  it('walks from opening to connected', async () => {
    const { work, waiting } = byHand();
    const { send, steps } = start({ step: 'opening' }, work);
    await settled();
    send({ type: 'choose', institution });
    send({ type: 'agree' });
    send({ type: 'submit', deliver });
    waiting[0]!.resolve({ status: 'user_input_required', operationID: 'BANK_A:1', userInputs: [otp] });
    await settled();
    send({ type: 'answer', deliver });
    waiting[1]!.resolve({ status: 'done', connection: oneOfEachStep.connected.connection });
    await settled();
    send({ type: 'close' });
    expect(steps).to.deep.equal([
      'opening',
      'search',
      'consent',
      'credentials',
      'connecting',
      'challenge',
      'resuming',
      'connected',
      'closed',
    ]);
  });

  it('aborts what it waited for when the person goes back, and never hears of it again', async () => {
    const { work, waiting } = byHand();
    const { send, steps } = start(oneOfEachStep.connecting, work);
    send({ type: 'back' });
    expect(waiting[0]!.signal.aborted).to.be.true;
    waiting[0]!.resolve({ status: 'done', connection: oneOfEachStep.connected.connection });
    await settled();
    expect(steps).to.deep.equal(['connecting', 'credentials']);
  });

  it('shows what broke', async () => {
    const { work, waiting } = byHand();
    const { seen } = start(oneOfEachStep.connecting, work);
    waiting[0]!.reject(new Error('It broke.'));
    await settled();
    expect(seen.at(-1)).to.deep.include({
      step: 'failed',
      problem: { type: 'UNKNOWN_ERROR', msg: 'It broke.' },
    });
  });

  it('cancels an open question at the gateway when the person leaves it', () => {
    const { work, cancelled } = byHand();
    start(oneOfEachStep.challenge, work).send({ type: 'close' });
    start(oneOfEachStep.resuming, work).send({ type: 'back' });
    for (const type of ['retry', 'other'] as const) start(oneOfEachStep.challenge, work).send({ type });
    start(oneOfEachStep.accounts, work).send({ type: 'back' });
    for (const type of ['back', 'retry', 'close'] as const)
      start(oneOfEachStep.redirect, work).send({ type });
    start(oneOfEachStep.departing, work).send({ type: 'back' });
    expect(cancelled).to.have.length(9);
    start(oneOfEachStep.credentials, work).send({ type: 'back' });
    start(oneOfEachStep.failed, work).send({ type: 'retry' });
    expect(new Set(cancelled)).to.deep.equal(new Set(['BANK_A:1']));
    expect(cancelled, 'there was nothing to cancel').to.have.length(9);
  });

  it('follows the person to a page of the bank, whether it has opened or not', async () => {
    for (const blocked of [false, true]) {
      const { work, waiting } = byHand();
      const { send, steps, seen } = start(oneOfEachStep.redirect, work);
      send({ type: 'visit', blocked });
      expect(seen.at(-1)).to.deep.include({ visited: blocked ? 'blocked' : 'open' });
      expect(waiting[0]!.signal.aborted, 'it is waited for as before').to.be.false;
      waiting[0]!.resolve({ status: 'initialized', operationID: 'BANK_A:1' });
      await settled();
      waiting[1]!.resolve({ status: 'done', connection: oneOfEachStep.connected.connection });
      await settled();
      expect(steps).to.deep.equal(['redirect', 'resuming', 'connected']);
    }
  });

  it('says so when somebody has come back too early', async () => {
    const { work, waiting } = byHand();
    const { send, seen } = start(oneOfEachStep.redirect, work);
    send({ type: 'answer', deliver });
    waiting[1]!.resolve({ status: 'user_input_required', operationID: 'BANK_A:1', userInputs: [page] });
    await settled();
    expect(seen.at(-1)).to.deep.include({ step: 'redirect', again: true });
  });

  it('leaves for a page of the bank, and stands where it stood when the browser brings it back', async () => {
    const { work, waiting, cancelled } = byHand();
    const { send, steps } = start(oneOfEachStep.redirect, work);
    send({ type: 'depart' });
    expect(waiting[0]!.signal.aborted).to.be.true;
    waiting[1]!.resolve({ status: 'done' });
    await settled();
    dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }));
    await settled();
    expect(steps).to.deep.equal(['redirect', 'departing', 'redirect']);
    expect(cancelled).to.deep.equal([]);
  });

  it('goes on with what an earlier page has begun, and with what it was to put right', async () => {
    const { work, waiting } = byHand();
    const resumes = { operationID: 'BANK_A:1', sessionKey: 'key', institutionID: institution.id };
    const { steps, seen } = start({ step: 'opening', aim: { resumes } }, work);
    await settled();
    expect(seen.at(-1)).to.deep.include({ step: 'resuming', operationID: 'BANK_A:1' });
    waiting[0]!.resolve({ status: 'user_input_required', operationID: 'BANK_A:1', userInputs: [page] });
    await settled();
    expect(steps).to.deep.equal(['opening', 'resuming', 'redirect']);
    expect(seen.at(-1), 'nobody has been there from here').not.to.have.property('again');
    const gone = start(
      { step: 'opening', aim: { resumes: { ...resumes, institutionID: 'GONE' } } },
      byHand().work,
    );
    await settled();
    expect(gone.steps).to.deep.equal(['opening', 'search']);
  });
});
