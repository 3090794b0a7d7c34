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
  start(institutionID: string, deliver: DeliverLogin | undefined, signal: AbortSignal): Promise<Progress>;
  /** Hands over what the person answered, and goes on. */
  answer(operationID: string, deliver: DeliverAnswer, signal: AbortSignal): Promise<Progress>;
  /** The person has left while this operation waited. */
  cancel(operationID: string): void;
  /** What to show for an error that `open`, `start` or `answer` rejected with. */
  problemOf(error: unknown): Problem;
}

/** The steps that wait, and the one promise each of them waits for. */
const waits: {
  readonly [S in Step]?: (flow: At<S>, work: Work, signal: AbortSignal) => Promise<FlowEvent> | undefined;
} = {
  opening: async (_, work, signal) => ({ type: 'opened', session: await work.open(signal) }),
  connecting: async ({ institution, deliver }, work, signal) => ({
    type: 'progress',
    progress: await work.start(institution.id, deliver, signal),
  }),
  resuming: async ({ operationID, deliver }, work, signal) => ({
    type: 'progress',
    progress: await work.answer(operationID, deliver, signal),
  }),
  connected: ({ stays }, _, signal) =>
    stays ? undefined : pause(goodbye, signal).then(() => ({ type: 'close' })),
};

/** Milliseconds that the last screen is shown to somebody who does not touch it. */
const goodbye = 4000;

/**
 * Runs the flow: the one owner of where the modal stands.
 *
 * `onFlow` is told of every change; `arrived` says that the step is another one than before.
 * Entering a step aborts whatever the step before it waited for, so only the newest wait is ever heard.
 */
export function createController(
  start: Flow,
  work: Work,
  onFlow: (flow: Flow, arrived: boolean) => void,
): { readonly send: Send } {
  let flow = start;
  let abort = new AbortController();

  const send: Send = (event) => {
    const from = flow;
    flow = next(from, event);
    if (flow === from) return;
    abort.abort();
    if (leaves.has(event.type)) leaveBehind(from, work);
    enter(from.step !== flow.step);
  };

  const enter = (arrived: boolean) => {
    const { signal } = (abort = new AbortController());
    const wait = waits[flow.step] as
      ((flow: Flow, work: Work, signal: AbortSignal) => Promise<FlowEvent> | undefined) | undefined;
    onFlow(flow, arrived);
    wait?.(flow, work, signal)
      ?.catch((error: unknown): FlowEvent => {
        const progress: Progress = { status: 'failed', problem: work.problemOf(error) };
        return { type: 'progress', progress };
      })
      .then((event) => {
        if (!signal.aborted) send(event);
      })
      .catch(reportError);
  };

  enter(true);
  return { send };
}

/** What the person does to get away from where they are. */
const leaves: ReadonlySet<FlowEvent['type']> = new Set(['back', 'close', 'retry', 'other']);

function leaveBehind(from: Flow, work: Work): void {
  if (from.step === 'challenge' || from.step === 'accounts' || from.step === 'resuming')
    work.cancel(from.operationID);
}
