import type { Connection, Stage, UserInput } from '@connect-layer/protocol';
import { online } from '../online.js';
import { pause } from '../patience.js';
import type {
  At,
  DeliverAnswer,
  DeliverLogin,
  Flow,
  FlowEvent,
  Session,
  Problem,
  Progress,
  Send,
  Step,
} from './flow.js';
import { next } from './transitions.js';

/** What the flow has done for it outside: the login, or the call that asked. All of it can be aborted. */
export interface Work {
  /** Learns what the modal needs to know before it can show a bank. */
  open(signal: AbortSignal): Promise<Session>;
  /** Logs in, or makes the call (again). */
  start(beginning: Beginning, waiting: Waiting): Promise<Progress>;
  /** Hands over what the person answered, if they did, and goes on. */
  answer(operationID: string, deliver: DeliverAnswer | undefined, waiting: Waiting): Promise<Progress>;
  /** Waits until the person has done what they do on a page of the bank. */
  watch(operationID: string, input: UserInput, waiting: Waiting): Promise<Progress>;
  /** Puts a page of the bank in the place of this one. */
  depart(operationID: string, input: UserInput, waiting: Waiting): Promise<void>;
  /** The person has left while this operation waited. */
  cancel(operationID: string): void;
  /** What to show for an error that `open`, `start` or `answer` rejected with. */
  problemOf(error: unknown): Problem;
}

/** Where a login begins, and what it puts right. */
export interface Beginning {
  institutionID: string;
  deliver: DeliverLogin | undefined;
  repairs: Connection | undefined;
}

/** What a piece of work is given while the person waits for it. */
export interface Waiting {
  signal: AbortSignal;
  /** Says what the bank is doing now. */
  report: (stage: Stage) => void;
}

/** The steps that wait, and the one promise each of them waits for. */
const waits: {
  readonly [S in Step]?: (flow: At<S>, work: Work, waiting: Waiting) => Promise<FlowEvent> | undefined;
} = {
  opening: async (_, work, { signal }) => ({ type: 'opened', session: await work.open(signal) }),
  connecting: async ({ institution, deliver, repairs }, work, waiting) => ({
    type: 'progress',
    progress: await work.start({ institutionID: institution.id, deliver, repairs }, waiting),
  }),
  resuming: async ({ operationID, deliver }, work, waiting) => ({
    type: 'progress',
    progress: await work.answer(operationID, deliver, waiting),
  }),
  redirect: async ({ operationID, input }, work, waiting) => ({
    type: 'progress',
    progress: await work.watch(operationID, input, waiting),
  }),
  departing: async ({ operationID, input }, work, waiting) => {
    await work.depart(operationID, input, waiting);
    await back(waiting.signal);
    return { type: 'returned' };
  },
  failed: ({ problem }, _, { signal }) =>
    problem.type === 'NO_INTERNET_CONNECTION' ? online(signal).then(() => ({ type: 'retry' })) : undefined,
};

/**
 * Resolves when the browser brings the page back from memory, or when it has not left it: somebody may have had a reason
 * to stay.
 */
const back = async (signal: AbortSignal): Promise<void> => {
  const over = new AbortController();
  const isBack = new Promise((resolve) => addEventListener('pageshow', resolve, over));
  await Promise.race([isBack, pause(departure, signal)]).finally(() => over.abort());
};

/** Milliseconds that a browser has to leave the page. */
const departure = 20_000;

/** Who is told what happens in the modal. */
export interface Audience {
  /** Of every change; `arrived` says that the step is another one than before. */
  show(flow: Flow, arrived: boolean): void;
  /** Of everything that was done, and what came of it; undefined at the very beginning. */
  hear(event: FlowEvent | undefined, from: Flow, to: Flow): void;
}

/**
 * Runs the flow: the one owner of where the modal stands.
 *
 * Entering a step aborts whatever the step before it waited for, so only the newest wait is ever heard.
 */
export function createController(start: Flow, work: Work, { show, hear }: Audience): { readonly send: Send } {
  let flow = start;
  let abort = new AbortController();

  const send: Send = (event) => {
    const from = flow;
    flow = next(from, event);
    hear(event, from, flow);
    if (flow === from) return;
    if (event.type === 'stage' || event.type === 'visit') return show(flow, false); // The wait is still the same.
    abort.abort();
    if (leaves.has(event.type)) leaveBehind(from, work);
    enter(from.step !== flow.step);
  };

  const enter = (arrived: boolean) => {
    const { signal } = (abort = new AbortController());
    const wait = waits[flow.step] as
      ((flow: Flow, work: Work, waiting: Waiting) => Promise<FlowEvent> | undefined) | undefined;
    const report = (stage: Stage) => {
      if (!signal.aborted) send({ type: 'stage', stage });
    };
    show(flow, arrived);
    wait?.(flow, work, { signal, report })
      ?.catch((error: unknown): FlowEvent => {
        const progress: Progress = { status: 'failed', problem: work.problemOf(error) };
        return { type: 'progress', progress };
      })
      .then((event) => {
        if (!signal.aborted) send(event);
      })
      .catch(reportError);
  };

  hear(undefined, flow, flow);
  enter(true);
  return { send };
}

/** What the person does to get away from where they are. */
const leaves: ReadonlySet<FlowEvent['type']> = new Set(['back', 'close', 'retry', 'other']);

function leaveBehind(from: Flow, work: Work): void {
  if ('operationID' in from) work.cancel(from.operationID);
}
