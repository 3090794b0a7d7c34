import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Context, Json, Login, Outcome, Provider } from '@connect-layer/gateway';
import {
  calls,
  Institution,
  UserInput,
  type Account,
  type Answer,
  type BatchTransfer,
  type Beneficiary,
  type CallName,
} from '@connect-layer/protocol';
import { inputFor, type Known } from './inputs.js';

export type Credentials = Readonly<Record<string, string>>;

/** Somebody who is asked something, and how that is answered. */
export interface Asked {
  credentials: Credentials;
  right: string;
  wrong: string;
}

/** A provider, and people at one of its banks whose fate is known. */
export interface Contract {
  name: string;
  /** Makes the provider, and says how what it stands on is put away. */
  start: () => Promise<{ provider: Provider; stop?: () => Promise<void> }>;
  institutionID: string;
  people: {
    /** Logs in at once and is asked nothing by calls that read. */
    welcome: Credentials;
    refused: Credentials;
    askedAtLogin?: Asked;
    /** Asked by calls that read, after a login at once. */
    askedByCalls?: Asked;
    /** Logs in at once, and then no call ever gets an answer. */
    ignored?: Credentials;
  };
  /** Answers what every login here asks, whoever logs in: which accounts to share, a page to go to. */
  always?: (asked: UserInput) => Promise<string> | undefined;
  /** The calls that must succeed for who is welcome; all the others may also fail. */
  does: readonly CallName[];
  /** Does on the page of a `redirect` what somebody with these credentials does there. For banks that ask on their own page. */
  visit?: (address: string, credentials: Credentials) => Promise<void>;
  /** What is never handed out, neither to be kept nor in a failure. */
  secrets: readonly string[];
}

/** What every provider must do, whoever it reaches. The table of calls is walked whole. */
export function testProvider(contract: Contract): void {
  const { name, start, institutionID, people, always, does, visit, secrets } = contract;
  describe(`${name} as a provider`, () => {
    let provider: Provider;
    let stop: (() => Promise<void>) | undefined;
    let institution: Institution;
    before(async () => {
      ({ provider, stop } = await start());
      const list = await provider.institutions(contextWith());
      institution = list.find(({ id }) => id === institutionID) ?? assert.fail('The bank is not listed.');
    });
    after(() => stop?.());

    const login = async (credentials: Credentials): Promise<Outcome<Login>> => {
      const begun = kept(await provider.login(institution, visit ? {} : credentials, contextWith()));
      return (await overPages(begun, credentials)) as Outcome<Login>;
    };
    /** Goes where a bank asks on a page of its own, and comes back. */
    const overPages = async (
      outcome: Outcome<unknown>,
      credentials: Credentials,
    ): Promise<Outcome<unknown>> => {
      const asked = outcome.status === 'user_input_required' ? outcome.userInputs[0] : undefined;
      if (!visit || outcome.status !== 'user_input_required' || asked?.id !== 'redirect') return outcome;
      await visit(asked.query, credentials);
      const answers: Answer[] = [{ id: 'redirect', index: 0, answer: '' }];
      return kept(await provider.resume(outcome.pending, answers, contextWith()));
    };
    const connect = async (credentials: Credentials): Promise<Json> => {
      const outcome = await finished(login(credentials));
      assertIs(outcome, 'done');
      return (outcome.result as Login).connection;
    };
    const answer = async (asked: Outcome<unknown>, given: string): Promise<Outcome<unknown>> => {
      assertIs(asked, 'user_input_required');
      const answers: Answer[] = asked.userInputs.map(({ id, index }) => ({ id, index, answer: given }));
      return finished(provider.resume(asked.pending, answers, contextWith()).then(kept));
    };
    const call = (of: CallName, connection: Json, input: unknown, context = contextWith()) =>
      of === 'delinkUser'
        ? provider.delink?.(connection, context)
        : provider.calls[of]?.(connection, input as never, context);

    /** Waits as long as the bank takes its time. */
    async function finished(begun: Promise<Outcome<unknown>>): Promise<Outcome<unknown>> {
      let outcome = kept(await begun);
      for (let tries = 0; outcome.status === 'initialized' && tries < 100; tries++) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        outcome = kept(await provider.status(outcome.pending, contextWith()));
      }
      if (outcome.status !== 'user_input_required') return outcome;
      const { pending, userInputs } = outcome;
      const given = userInputs.map((asked) => always?.(asked));
      if (given.includes(undefined)) return outcome;
      const answers = userInputs.map(async ({ id, index }, at) => ({
        id,
        index,
        answer: (await given[at])!,
      }));
      return finished(provider.resume(pending, await Promise.all(answers), contextWith()));
    }

    /** The outcome as it comes back from where it was kept, after a look at what is in it. */
    function kept<O extends Outcome<unknown>>(outcome: O): O {
      if (outcome.status === 'user_input_required')
        for (const userInput of outcome.userInputs) assertFits(UserInput, userInput);
      if (outcome.status === 'user_input_required' || outcome.status === 'initialized')
        assert.deepEqual(JSON.parse(JSON.stringify(outcome.pending)), outcome.pending);
      if (outcome.status === 'failed') assert.match(outcome.type, /^[A-Z][A-Z0-9_]+$/);
      assertNoSecret(outcome);
      return JSON.parse(JSON.stringify(outcome)) as O;
    }

    /** A short secret can be part of something else by chance, but not the whole of it. */
    function assertNoSecret(value: unknown): void {
      const seen = (text: string) =>
        secrets.find((secret) => (secret.length < 8 ? text === secret : text.includes(secret)));
      JSON.stringify(value, (key, member: unknown) => {
        if (typeof member === 'string') assert.equal(seen(member), undefined, `a secret is in '${key}'`);
        return member;
      });
    }

    it('lists institutions, each once', async () => {
      const institutions = await provider.institutions(contextWith());
      for (const one of institutions) assertFits(Institution, one);
      assert.equal(new Set(institutions.map(({ id }) => id)).size, institutions.length);
    });

    it('answers a wrong login with a failure', async () => {
      const outcome = await finished(login(people.refused));
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'INVALID_CREDENTIALS');
    });

    it('knows a person again at every login', async () => {
      const logins = [];
      for (const credentials of [people.welcome, people.welcome]) {
        const outcome = await finished(login(credentials));
        assertIs(outcome, 'done');
        logins.push((outcome.result as Login).user);
      }
      assert.equal(logins[0], logins[1]);
      assert.notEqual(logins[0], '');
    });

    const { askedAtLogin, askedByCalls, ignored } = people;
    if (askedAtLogin) {
      const { credentials, right, wrong } = askedAtLogin;

      it('asks at the login, and lets in who answers right', async () => {
        const outcome = await answer(await login(credentials), right);
        assert.equal(outcome.status, 'done', JSON.stringify(outcome));
      });

      it('asks at the login, and refuses who answers wrong', async () => {
        const outcome = await answer(await login(credentials), wrong);
        assertIs(outcome, 'failed');
        assert.equal(outcome.type, 'INVALID_MFA');
      });
    }

    if (askedByCalls) {
      const { credentials, right, wrong } = askedByCalls;

      it('asks at a call, and makes it for who answers right', async () => {
        const connection = await connect(credentials);
        const asked = await finished(call('getIdentity', connection, {})!);
        const outcome = await answer(asked, right);
        assertIs(outcome, 'done');
        assertFits(calls.getIdentity.output, outcome.result);
      });

      it('asks at a call, and does not make it for who answers wrong', async () => {
        const connection = await connect(credentials);
        const outcome = await answer(await finished(call('getAccounts', connection, {})!), wrong);
        assertIs(outcome, 'failed');
        assert.equal(outcome.type, 'INVALID_MFA');
      });
    }

    describe('asked for every call there is', () => {
      const known: Known = {
        ...{ account: undefined, beneficiary: undefined, wireBeneficiary: undefined },
        ...{ batch: undefined, pull: undefined },
      };
      let connection: Json;
      before(async () => {
        connection = await connect(people.welcome);
      });

      for (const of of everyCall)
        it(`${of} ${does.includes(of) ? 'does it' : 'does it or fails'}, as the protocol has it`, async () => {
          const input = inputFor(of, known);
          assertFits(calls[of].input, input);
          const context = contextWith();
          const made = call(of, connection, input, context);
          if (!made) return assert(!does.includes(of), 'It is missing.');
          const outcome = await finished(overPages(await finished(made), people.welcome));
          if (does.includes(of)) assert.equal(outcome.status, 'done', JSON.stringify(outcome));
          if (outcome.status !== 'done') return assert.equal(outcome.status, 'failed');
          assertFits(calls[of].output, outcome.result);
          learn(of, outcome.result as Told, context);
        });

      /** What one call tells is what another one wants to know. */
      function learn(of: CallName, told: Told, { operationID }: Context): void {
        if (of === 'getAccounts') known.account = told.accounts?.[0];
        if (of === 'getBeneficiaries') known.beneficiary = told.beneficiaries?.[0];
        if (of === 'getWireBeneficiaries') known.wireBeneficiary = told.beneficiaries?.[0];
        if (of === 'getBatchTransfers') known.batch = told.transfers?.[0];
        // A provider that has its own name for the collection says so.
        if (of === 'createACHPull') known.pull = told.operationID ?? operationID;
      }
    });

    it('does nothing more for a connection that was ended', async (test) => {
      const connection = await connect(people.welcome);
      const ending = call('delinkUser', connection, {});
      if (!ending) return test.diagnostic('It has nothing to end.');
      assert.equal((await finished(ending)).status, 'done');
      const outcome = await finished(call('getIdentity', connection, {})!);
      assertIs(outcome, 'failed');
      assert.equal(outcome.type, 'INVALID_CONNECTION');
    });

    it('ends its work when nobody waits for it any more', async () => {
      const begun = performance.now();
      const gone = AbortSignal.abort();
      await ended(provider.institutions(contextWith(gone)));
      await ended(provider.login(institution, people.welcome, contextWith(gone)));
      const connection = await connect(people.welcome);
      for (const of of Object.keys(calls) as CallName[])
        await ended(call(of, connection, {}, contextWith(gone)) ?? Promise.resolve());
      assert(performance.now() - begun < 5000, 'It went on.');
    });

    if (ignored)
      it('stops waiting for a bank when nobody waits for it any more', async () => {
        const connection = await connect(ignored);
        const leaving = new AbortController();
        const waiting = ended(call('getIdentity', connection, {}, contextWith(leaving.signal))!);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const left = performance.now();
        leaving.abort();
        await waiting;
        assert(performance.now() - left < 1000, 'It went on.');
      });
  });
}

/** The members of results that other calls build upon. */
interface Told {
  accounts?: Account[];
  beneficiaries?: Beneficiary[];
  transfers?: BatchTransfer[];
  operationID?: string;
}

/** In the table's order, but for what others build upon; what ends the connection comes last. */
const everyCall = new Set<CallName>([
  ...(['getAccounts', 'createBeneficiary', 'createWireBeneficiary', 'createBatchTransfer'] as const),
  ...(Object.keys(calls) as CallName[]).filter((name) => name !== 'delinkUser'),
  'delinkUser',
]);

const ended = (work: Promise<unknown>): Promise<unknown> => work.catch(() => {});

const contextWith = (signal = new AbortController().signal): Context => ({
  ...{ operationID: `contract:${crypto.randomUUID()}`, appKey: 'contract', signal },
  returnURL: 'https://gateway.example/connect/v1/returned?state=contract',
  now: Date.now,
});

function assertFits(
  schema: { '~standard': { validate: (value: unknown) => unknown } },
  value: unknown,
): void {
  const { issues } = schema['~standard'].validate(value) as { issues?: readonly unknown[] };
  assert.equal(issues, undefined, JSON.stringify(issues));
}

/** Says what the outcome was when it is another one. */
export function assertIs<T, S extends Outcome<T>['status']>(
  outcome: Outcome<T>,
  status: S,
): asserts outcome is Extract<Outcome<T>, { status: S }> {
  assert.equal(outcome.status, status, JSON.stringify(outcome));
}
