import { aTimeout, expect } from '@open-wc/testing';
import { awaitElsewhere } from './elsewhere.js';
import { ConnectError } from './error.js';
import type { Progress } from './flow/flow.js';
import { page } from './testing/examples.js';

const still: Progress = { status: 'user_input_required', operationID: 'BANK_A:1', userInputs: [page] };
const done: Progress = { status: 'done' };

/** Answers in this order, the last one again and again; and how often it was asked. */
function answering(...answers: (Progress | Error)[]) {
  let asked = 0;
  const ask = async () => {
    const answer = answers[Math.min(asked++, answers.length - 1)]!;
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { ask, asked: () => asked };
}
const comeBack = () => document.dispatchEvent(new Event('visibilitychange'));

describe('somebody who is elsewhere', () => {
  it('is asked about at once when they come back', async () => {
    const { ask, asked } = answering(still, still, done);
    const end = awaitElsewhere(page, ask, new AbortController().signal);
    for (const times of [1, 2, 3]) {
      comeBack();
      await aTimeout(0);
      expect(asked()).to.equal(times);
    }
    expect(await end).to.equal(done);
  });

  it('is asked about now and then while they are away', async () => {
    const { ask } = answering(done);
    expect(await awaitElsewhere(page, ask, new AbortController().signal)).to.equal(done);
  });

  it('has come back to something else when the bank asks anew', async () => {
    const other: Progress = { ...still, userInputs: [{ ...page, query: 'https://bank.example/next' }] };
    const { ask } = answering(other);
    expect(await awaitElsewhere(page, ask, new AbortController().signal)).to.equal(other);
  });

  it('is not given up for a network that fails, but for an answer that nobody knows', async () => {
    const { ask, asked } = answering(
      new ConnectError('NO_INTERNET_CONNECTION', ''),
      new ConnectError('SERVER_ERROR', ''),
      new ConnectError('UNEXPECTED_RESPONSE', 'Odd.'),
    );
    const end = awaitElsewhere(page, ask, new AbortController().signal).catch(
      (error: Error) => error.message,
    );
    for (let i = 0; i < 3; i++) {
      comeBack();
      await aTimeout(0);
    }
    expect(await end).to.equal('Odd.');
    expect(asked()).to.equal(3);
  });

  it('is given up when the page of the bank has had its time', async () => {
    const { ask } = answering(still);
    const end = awaitElsewhere({ ...page, validFor: 0 }, ask, new AbortController().signal);
    expect(await end.catch(({ code }: ConnectError) => code)).to.equal('OPERATION_NOT_FOUND');
  });

  it('is no longer asked about once nobody waits', async () => {
    const { ask, asked } = answering(still);
    const controller = new AbortController();
    const end = awaitElsewhere(page, ask, controller.signal).catch((error: Error) => error.message);
    controller.abort(new Error('Left.'));
    expect(await end).to.equal('Left.');
    comeBack();
    await aTimeout(0);
    expect(asked()).to.equal(0);
  });
});
