import { asked } from './asked.js';
import type { At, DeliverLogin, Flow, FlowEvent, Progress, Step } from './flow.js';

type Transitions<S extends Step> = {
  readonly [E in FlowEvent['type']]?: (flow: At<S>, event: Extract<FlowEvent, { type: E }>) => Flow;
};

const close = (): Flow => ({ step: 'closed' });
const toSearch = ({ session }: At<'credentials'>): Flow => ({ step: 'search', session });

/** The whole flow: step, then event, then the step that follows. */
export const transitions: { readonly [S in Step]: Transitions<S> } = {
  opening: {
    opened: (_, { session }) => ({ step: 'search', session }),
    progress: (_, { progress }) => failedBefore(progress),
    close,
  },
  search: {
    choose: ({ session }, { institution }) => ({
      // A bank that asks for nothing here asks on a page of its own.
      ...(institution.fields.length ? { step: 'credentials' } : { step: 'connecting', deliver: withoutForm }),
      session,
      institution,
    }),
    close,
  },
  credentials: {
    submit: ({ session, institution }, { deliver, typed }) => ({
      step: 'connecting',
      session,
      institution,
      typed,
      deliver,
    }),
    broken: unshown,
    back: toSearch,
    close,
  },
  connecting: {
    progress: (flow, { progress }) => after(flow, progress),
    back: leave,
    close,
  },
  challenge: {
    answer: ({ session, institution, typed, operationID }, { deliver }) => ({
      step: 'resuming',
      session,
      institution,
      typed,
      operationID,
      deliver,
    }),
    broken: unshown,
    retry: again,
    other: ({ session }) => (session.purpose === 'login' ? { step: 'search', session } : close()),
    back: leave,
    close,
  },
  accounts: {
    answer: ({ session, institution, typed, operationID }, { deliver }) => ({
      step: 'resuming',
      session,
      institution,
      typed,
      operationID,
      deliver,
    }),
    broken: unshown,
    back: leave,
    close,
  },
  resuming: {
    progress: (flow, { progress }) => after(flow, progress),
    back: leave,
    close,
  },
  choice: { pick: (_, { account }) => ({ step: 'closed', picked: account }), close },
  connected: { stay: (flow) => (flow.stays ? flow : { ...flow, stays: true }), close },
  failed: {
    retry: again,
    back: ({ session }) => (session?.purpose === 'login' ? { step: 'search', session } : close()),
    close,
  },
  closed: {},
};

/** The next step. An event that means nothing at this step leaves the flow untouched. */
export function next(flow: Flow, event: FlowEvent): Flow {
  const table: object = transitions[flow.step];
  const transition = (table as Record<string, ((flow: Flow, event: FlowEvent) => Flow) | undefined>)[
    event.type
  ];
  return transition ? transition(flow, event) : flow;
}

/** What a waiting step becomes. A finished call needs no further screen. */
function after({ session, institution, typed }: At<'connecting' | 'resuming'>, progress: Progress): Flow {
  switch (progress.status) {
    case 'user_input_required': {
      const { operationID, userInputs } = progress;
      return asked({ session, institution, typed, operationID, userInputs });
    }
    case 'failed':
      return { step: 'failed', session, institution, typed, problem: progress.problem };
    case 'done':
      return progress.connection
        ? { step: 'connected', session, institution, connection: progress.connection }
        : close();
  }
}

const failedBefore = (progress: Progress): Flow =>
  progress.status === 'failed' ? { step: 'failed', problem: progress.problem } : { step: 'opening' };

/** The form itself is missing; what is behind it has not begun. */
function unshown(
  { session, institution, typed }: At<'credentials' | 'challenge' | 'accounts'>,
  { problem }: Extract<FlowEvent, { type: 'broken' }>,
): Flow {
  return { step: 'failed', session, institution, typed, problem };
}

/** Out of a login leads back to its form; there is no form behind a call. */
function leave({
  session,
  institution,
  typed,
}: At<'connecting' | 'challenge' | 'accounts' | 'resuming'>): Flow {
  return session.purpose === 'login' ? { step: 'credentials', session, institution, typed } : close();
}

/** Tries again what failed: the start, the login, or the call. */
function again({ session, institution, typed }: At<'failed' | 'challenge'>): Flow {
  if (!session || !institution) return session ? { step: 'search', session } : { step: 'opening' };
  return { step: session.purpose === 'login' ? 'credentials' : 'connecting', session, institution, typed };
}

const withoutForm: DeliverLogin = (login, client, signal) =>
  client.login({ ...login, credentials: {} }, signal);
