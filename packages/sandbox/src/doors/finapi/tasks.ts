import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { userOf } from './auth.js';
import { isBusy, ownConnection } from './connections.js';
import { beginDownload } from './downloads.js';
import { busy, missing, Trouble } from './errors.js';
import { newForm } from './forms.js';
import { ordered, paged, pageOf } from './paging.js';
import { personaNamed } from './personas.js';
import { bodyOf } from './requests.js';
import type { Task } from './state.js';
import { address, downloading, mayUse, wantedBy } from './web-forms.js';
import { formTime } from './wire.js';
import type { World } from './world.js';

const UpdateDetails = (world: World) =>
  v.strictObject({
    bankConnectionId: v.pipe(v.number(), v.integer()),
    importNewAccounts: v.nullish(v.boolean()),
    importNewAccountsMode: v.nullish(v.picklist(['SKIP', 'CONDITIONAL', 'FORCED'])),
    manageSavedSettings: v.nullish(v.array(v.picklist(['CREDENTIALS', 'DEFAULT_TWO_STEP_PROCEDURE']))),
    callbacks: v.nullish(v.strictObject({ finalised: address(world), webFormRequired: address(world) })),
    userMetadata: v.nullish(
      v.strictObject({
        ipAddress: v.pipe(v.string(), v.maxLength(64)),
        deviceOs: v.pipe(v.string(), v.maxLength(1024)),
        userAgent: v.pipe(v.string(), v.maxLength(1024)),
      }),
    ),
    ...downloading,
  });

/** `/api/tasks`: updates of what is connected. */
export function tasks(world: World): Hono {
  const app = new Hono();

  app.post('/backgroundUpdate', async (c) => {
    const user = userOf(c, world);
    const body = await bodyOf(c, UpdateDetails(world));
    mayUse(body, world);
    const connection = ownConnection(body.bankConnectionId, user, world);
    const isUnderWay = [...world.state.tasks.values()].some(
      ({ connectionID, status }) =>
        connectionID === connection.id && (status === 'NOT_YET_STARTED' || status === 'IN_PROGRESS'),
    );
    if (isUnderWay || isBusy(connection, world)) throw busy();
    if (connection.bank.interfaces.length === 0)
      throw new Trouble(422, 'BANK_NOT_SUPPORTED', 'No interface of this bank is left.');
    const now = world.now();
    const persona = personaNamed(connection.interfaces[0]?.login ?? '');
    const lacksConsent = connection.interfaces.some(
      ({ bankingInterface, consentExpires = 0, stored, userActionRequired }) =>
        userActionRequired || (bankingInterface === 'XS2A' ? consentExpires <= now : !stored),
    );
    const task: Task = {
      ...{ id: crypto.randomUUID(), userID: user.id, connectionID: connection.id, created: now },
      ...{
        status: 'NOT_YET_STARTED',
        begins: now + world.settings.tasksTake / 2,
        ends: now + world.settings.tasksTake,
      },
      wanted: wantedBy(body),
      needsPerson:
        lacksConsent ||
        (body.manageSavedSettings ?? []).length > 0 ||
        body.importNewAccountsMode === 'FORCED',
      refused: persona.refused ?? false,
      profileID: body.profileId ?? undefined,
      callbacks: {
        finalised: body.callbacks?.finalised ?? undefined,
        webFormRequired: body.callbacks?.webFormRequired ?? undefined,
      },
    };
    world.state.tasks.set(task.id, task);
    return c.json(taskView(task, c, world), 201);
  });

  app.get('/', (c) => {
    const user = userOf(c, world);
    const own = [...world.state.tasks.values()].filter(({ userID }) => userID === user.id);
    const sorted = ordered(c, own, { createdAt: ({ created }) => created });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ items: items.map((task) => taskView(task, c, world)), paging });
  });

  app.get('/:id', (c) => {
    const user = userOf(c, world);
    const task = world.state.tasks.get(c.req.param('id'));
    if (task?.userID !== user.id) throw missing('task');
    return c.json(taskView(task, c, world));
  });
  return app;
}

/** Takes a task as far as the time has come. */
export function goOn(task: Task, world: World): void {
  const now = world.now();
  if (task.status === 'NOT_YET_STARTED' && task.begins <= now) task.status = 'IN_PROGRESS';
  if (task.status !== 'IN_PROGRESS' || task.ends > now) return;
  const connection = world.state.connections.get(task.connectionID);
  if (task.needsPerson && connection) {
    const purpose = { kind: 'update', connectionID: connection.id, wanted: task.wanted } as const;
    const about = { type: 'BANK_CONNECTION_UPDATE', purpose, profileID: task.profileID } as const;
    task.formID = newForm({ id: task.userID }, { ...about, finalised: task.callbacks.finalised }, world).id;
    task.status = 'WEB_FORM_REQUIRED';
    for (const one of connection.interfaces) one.userActionRequired = true;
    return world.call(task.callbacks.webFormRequired, { taskId: task.id, status: task.status });
  }
  if (task.refused || !connection) {
    task.status = 'COMPLETED_WITH_ERROR';
    task.errorCode = 'BANK_SERVER_REJECTION';
    for (const one of connection?.interfaces ?? []) {
      one.userActionRequired = true;
      one.lastManualUpdate = {
        ...{ result: 'BANK_SERVER_REJECTION', errorMessage: 'Die Anmeldedaten sind falsch.' },
        ...{ errorType: 'BUSINESS', time: now },
      };
    }
  } else {
    task.status = 'COMPLETED';
    beginDownload(connection, task.wanted, world);
  }
  world.call(task.callbacks.finalised, { taskId: task.id, status: task.status });
}

function taskView({ id, created, status, connectionID, formID, errorCode }: Task, c: Context, world: World) {
  const form = formID === undefined ? undefined : world.state.forms.get(formID);
  return {
    id,
    createdAt: formTime(created, world.settings.formTimes),
    type: 'BANK_CONNECTION_UPDATE',
    status,
    payload: {
      bankConnectionId: connectionID,
      ...(form && {
        webForm: { id: form.id, url: `${new URL(c.req.url).origin}/wf/${form.id}`, status: form.status },
      }),
      ...(errorCode && { errorCode, errorMessage: 'Die Anmeldedaten sind falsch.' }),
    },
  };
}
