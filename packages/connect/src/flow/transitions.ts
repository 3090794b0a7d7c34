import type { Institution } from '@connect-layer/protocol';
import type { At, Credentials, Flow, FlowEvent, Progress, Step } from './flow.js';

type Transitions<S extends Step> = {
  readonly [E in FlowEvent['type']]?: (flow: At<S>, event: Extract<FlowEvent, { type: E }>) => Flow;
};

const close = (): Flow => ({ step: 'closed' });
const toSearch = ({ frame }: At<'credentials'>): Flow => ({ step: 'search', frame });

/** The whole flow: step, then event, then the step that follows. */
export const transitions: { readonly [S in Step]: Transitions<S> } = {
  opening: {
    opened: (_, { frame }) => ({ step: 'search', frame }),
    progress: (_, { progress }) => failedBefore(progress),
    close,
  },
  search: {
    choose: ({ frame }, { institution }) => ({ step: 'credentials', frame, institution }),
    close,
  },
  credentials: {
    submit: ({ frame, institution }, { credentials }) => {
      const typed = withoutSecrets(institution, credentials);
      return { step: 'connecting', frame, institution, typed, credentials };
    },
    back: toSearch,
    close,
  },
  connecting: {
    progress: (flow, { progress }) => after(flow, progress),
    back: leave,
    close,
  },
  challenge: {
    answer: ({ frame, institution, typed, operationID }, { answers }) => ({
      step: 'resuming',
      frame,
      institution,
      typed,
      operationID,
      answers,
    }),
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
    back: ({ frame }) => (frame?.purpose === 'login' ? { step: 'search', frame } : close()),
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
function after({ frame, institution, typed }: At<'connecting' | 'resuming'>, progress: Progress): Flow {
  switch (progress.status) {
    case 'user_input_required': {
      const { operationID, userInputs } = progress;
      return { step: 'challenge', frame, institution, typed, operationID, userInputs };
    }
    case 'failed':
      return { step: 'failed', frame, institution, typed, problem: progress.problem };
    case 'done':
      return progress.connection
        ? { step: 'connected', frame, institution, connection: progress.connection }
        : close();
  }
}

const failedBefore = (progress: Progress): Flow =>
  progress.status === 'failed' ? { step: 'failed', problem: progress.problem } : { step: 'opening' };

/** Out of a login leads back to its form; there is no form behind a call. */
function leave({ frame, institution, typed }: At<'connecting' | 'challenge' | 'resuming'>): Flow {
  return frame.purpose === 'login' ? { step: 'credentials', frame, institution, typed } : close();
}

/** Tries again what failed: the start, the login, or the call. */
function again({ frame, institution, typed }: At<'failed'>): Flow {
  if (!frame || !institution) return frame ? { step: 'search', frame } : { step: 'opening' };
  return { step: frame.purpose === 'login' ? 'credentials' : 'connecting', frame, institution, typed };
}

const withoutSecrets = ({ fields }: Institution, credentials: Credentials): Credentials =>
  Object.fromEntries(
    fields.filter(({ kind }) => kind === 'text').map(({ name }) => [name, credentials[name] ?? '']),
  );
