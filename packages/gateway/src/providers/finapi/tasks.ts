import { pause } from '../http.js';
import type { Context } from '../../provider.js';
import type { Answer } from './answer.js';
import type { Handle } from './connections.js';
import { openForm, type OpenForm } from './forms.js';
import type { Upstream } from './upstream.js';
import { Task } from './wire.js';

/** A task that is under way. `asked` is when it was last asked about, in milliseconds since 1970. */
export interface RunningTask {
  id: string;
  begun: number;
  asked: number;
}

/** Milliseconds between two questions about a task, that its token must last, and after which it is given up. */
const interval = 1000;
const tokenLasts = 25 * 60_000;
const patience = 10 * 60_000;

/**
 * Has finAPI update a connection. `manages` makes it ask the person for the login again.
 *
 * Refused with 423 while an update is under way.
 */
export async function beginUpdate(
  { webForm, options }: Upstream,
  { customer, connectionID }: Handle,
  manages: boolean,
  context: Context,
): Promise<Answer<RunningTask>> {
  const { profileID, bankRedirectURL, owners } = options;
  const { callbackURL } = context;
  const body = {
    bankConnectionId: Number(connectionID),
    importNewAccountsMode: 'SKIP',
    ...(manages && { manageSavedSettings: ['CREDENTIALS'] }),
    ...(owners && { loadOwnerData: true }),
    ...(callbackURL !== undefined && { callbacks: { finalised: callbackURL, webFormRequired: callbackURL } }),
    ...(profileID !== undefined && { profileId: profileID }),
    ...(bankRedirectURL !== undefined && { redirectUrl: bankRedirectURL }),
  };
  const asking = { body, reads: Task, lasts: tokenLasts };
  const made = await webForm('/tasks/backgroundUpdate', customer, asking, context);
  if (!made.ok) return made;
  const now = context.now();
  return { ok: true, value: { id: made.value.id, begun: now, asked: now } };
}

/** How a task stands. `refused` is by the bank; `failed` is any other end without data. */
export type TaskStand =
  | { is: 'running'; task: RunningTask }
  | { is: 'done' | 'refused' | 'failed' | 'gone' }
  | { is: 'form'; form: OpenForm };

/** Asks how a task stands. When that cannot be learnt, it runs until its time is over. */
export async function lookAtTask(
  { webForm }: Upstream,
  task: RunningTask,
  { customer }: Handle,
  context: Context,
): Promise<TaskStand> {
  const { now, signal } = context;
  await pause(Math.min(interval, Math.max(0, task.asked + interval - now())), signal);
  const answer = await webForm(`/tasks/${task.id}`, customer, { reads: Task }, context);
  const running: TaskStand =
    now() > task.begun + patience ? { is: 'failed' } : { is: 'running', task: { ...task, asked: now() } };
  if (!answer.ok) {
    const isGone = answer.http === 404 || answer.failed.type === 'INVALID_CONNECTION';
    return isGone ? { is: 'gone' } : running;
  }
  const { status, payload } = answer.value;
  switch (status) {
    case 'COMPLETED':
      return { is: 'done' };
    case 'COMPLETED_WITH_ERROR':
      return { is: payload.errorCode === 'BANK_SERVER_REJECTION' ? 'refused' : 'failed' };
    case 'WEB_FORM_REQUIRED':
      if (!payload.webForm) return { is: 'failed' };
      return { is: 'form', form: openForm({ ...payload.webForm, expiresAt: undefined }, context) };
    default:
      return running;
  }
}
