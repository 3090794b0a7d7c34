import assert from 'node:assert/strict';
import type { Context, Json, Outcome } from '@connect-layer/gateway';
import { calls, type CallName, type CallOutput, type UserInput } from '@connect-layer/protocol';
import { sandboxBank, type SandboxBankOptions } from './bank.js';
import { bankOf } from './banks/institutions.js';
import { personaCode, personaPet } from './personas/hurdles.js';
import { personaPassword } from './personas/personas.js';

/** An outcome as a test wants to look at it. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Seen = any;

/** The right answer to every question. */
export const rightAnswer = (id: string): string =>
  ({ secret_question: personaPet, multiple_choice: '0', confirmation: '' })[id] ?? personaCode;

/** What the bank that wants more than a username and a password is told. */
export const particulars = {
  customer: 'person',
  branch: 'dell',
  customerNumber: '12345678',
  birthDate: '1990-02-28',
};

/** A code that has to be waited for before it can be sent again is one that does not come by itself. */
const isLost = (asked: readonly UserInput[]): boolean =>
  asked.some(({ id, resendIn = 0 }) => id === 'otp' && resendIn > 0);

const chooseAll = ({ queryOptions = [] }: UserInput): string => queryOptions.map(({ id }) => id).join();

/** A sandbox bank, a clock that a test turns, and ways to be its customer. */
export function visit(options: SandboxBankOptions = {}) {
  const provider = sandboxBank(options);
  let time = Date.UTC(2026, 4, 17, 12);
  const now = () => time;
  const pass = (milliseconds: number) => void (time += milliseconds);
  const contextOf = (more: Partial<Context> = {}): Context => ({
    operationID: crypto.randomUUID(),
    appKey: 'sandbox-app',
    returnURL: 'https://gateway.example/connect/v1/returned',
    signal: new AbortController().signal,
    now,
    ...more,
  });

  const login = async (
    username = 'demo',
    institutionID = 'DAPIBANK_AE_ADCB',
    password = personaPassword,
    more: Partial<Context> = {},
  ): Promise<Seen> => {
    const bank = bankOf(institutionID);
    assert(bank);
    return provider.login(bank, { ...particulars, username, password }, contextOf(more));
  };

  /** Answers all that is asked and waits for all that takes time. Says what it met on the way. */
  const walk = async (first: Outcome<unknown>, answer: (id: string) => string = rightAnswer) => {
    const met: string[] = [];
    let outcome = first;
    for (
      let steps = 0;
      outcome.status === 'user_input_required' || outcome.status === 'initialized';
      steps++
    ) {
      assert(steps < 9);
      if (outcome.status === 'initialized') {
        met.push('waits');
        assert.equal((await provider.status(outcome.pending, contextOf())).status, 'initialized');
        pass(5000);
        outcome = await provider.status(outcome.pending, contextOf());
      } else {
        const again = met.at(-1) === 'otp' && outcome.userInputs.some(({ resendIn }) => resendIn);
        met.push(outcome.userInputs.map(({ id }) => id).join('+') + (again ? ' again' : ''));
        if (isLost(outcome.userInputs) && !again) {
          outcome = await provider.resend!(outcome.pending, contextOf());
          continue;
        }
        const answers = outcome.userInputs.map((input) => ({
          ...{ id: input.id, index: input.index },
          answer: input.id === 'accounts' ? chooseAll(input) : answer(input.id),
        }));
        outcome = await provider.resume(outcome.pending, answers, contextOf());
      }
    }
    return { outcome, met };
  };
  const through: (...of: Parameters<typeof walk>) => Promise<{ outcome: Seen; met: string[] }> = walk;

  /** Somebody who has logged in, and may ask. */
  const enter = async (username?: string, institutionID?: string, password?: string) => {
    const { outcome } = await walk((await login(username, institutionID, password)) as Outcome<unknown>);
    const { connection } = resultOf(outcome, 'login') as { connection: Json };
    const ask = (name: CallName, input: object = {}, more: Partial<Context> = {}): Promise<Seen> =>
      (provider.calls[name] as (...of: unknown[]) => Promise<unknown>)(connection, input, contextOf(more));
    return { connection, ask };
  };

  /** The same, with two accounts in view. */
  const customer = async (username?: string, institutionID?: string, password?: string) => {
    const { connection, ask } = await enter(username, institutionID, password);
    /** What a call answers once it is done. */
    const get = async <N extends CallName>(name: N, input: object = {}): Promise<CallOutput<N>> => {
      const { outcome } = await walk((await ask(name, input)) as Outcome<unknown>);
      const result = resultOf(outcome, name);
      await assertAsAgreed(name, result);
      return result as CallOutput<N>;
    };
    /** In hundredths. */
    const balances = async () =>
      (await get('getAccounts')).accounts.map(({ balance }) => Math.round((balance?.amount ?? NaN) * 100));
    const [first, second = first] = (await get('getAccounts')).accounts;
    assert(first && second);
    return { connection, ask, get, balances, first, second };
  };

  return { provider, now, pass, login, through, enter, customer, contextOf };
}

function resultOf(outcome: Outcome<unknown>, name: string): unknown {
  assert(outcome.status === 'done', `${name}: ${JSON.stringify(outcome)}`);
  return outcome.result;
}

/** What the protocol says of the call's output holds, and there is nothing else in it. */
export async function assertAsAgreed(name: CallName, result: unknown): Promise<void> {
  assert.deepEqual(
    await calls[name].output['~standard'].validate(result),
    { typed: true, value: result },
    name,
  );
}
