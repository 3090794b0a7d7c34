import {
  Connection,
  connectPaths,
  exchangeToken,
  type Answer,
  type Institution,
} from '@connect-layer/protocol';
import { base64url } from 'jose';
import * as v from 'valibot';
import type { Context, Login, Outcome } from '../../provider.js';
import { failed, type Answer as Answered, type Failed } from './answer.js';
import type { Upstream } from './upstream.js';

/** A login that waits for the person or the bank. Only who has the session key can go on with it. */
export interface PendingLogin {
  login: { operationID: string; sessionKey: string };
  institutionID: string;
}

type Codes = Pick<Connection, 'accessCode' | 'connectionID' | 'userSecret'> & { userID?: string | undefined };

/** Logs in at a gateway of ours through its Connect API, as a page would, and exchanges the codes there. */
export function loginAt(upstream: Upstream) {
  return {
    login: async ({ id }: Institution, credentials: Readonly<Record<string, string>>, context: Context) => {
      const sessionKey = base64url.encode(crypto.getRandomValues(new Uint8Array(16)));
      const clientUserID = context.operationID; // Who the person is to the app is not known here.
      const body = { sessionKey, clientUserID, institutionID: id, credentials };
      const secrets = Object.values(credentials);
      const answer = await upstream.connect(connectPaths.login, body, context, { secrets });
      return goOn(answer, { institutionID: id, sessionKey }, context);
    },

    /** The person's answer serves once, so it is sent once. */
    resume: async ({ login, institutionID }: PendingLogin, answers: readonly Answer[], context: Context) => {
      const body = { ...login, userInputs: answers };
      const secrets = answers.map(({ answer }) => answer);
      const answer = await upstream.connect(connectPaths.answer, body, context, { secrets });
      return goOn(answer, { institutionID, sessionKey: login.sessionKey }, context);
    },

    /** Another code is another message to the person, so it is asked for once. */
    resend: async ({ login, institutionID }: PendingLogin, context: Context) => {
      const answer = await upstream.connect(connectPaths.resend, login, context);
      return goOn(answer, { institutionID, sessionKey: login.sessionKey }, context);
    },

    cancel: async ({ login }: PendingLogin, context: Context): Promise<void> => {
      await upstream.connect(connectPaths.cancel, login, context);
    },

    /** When it cannot be learnt how the login stands, it stands as it stood. */
    status: async (pending: PendingLogin, context: Context): Promise<Outcome<Login>> => {
      const { login, institutionID } = pending;
      const answer = await upstream.connect(connectPaths.status, login, context, { repeatable: true });
      if (answer.status === 'broken') return { status: 'initialized', pending: { ...pending } };
      return goOn(answer, { institutionID, sessionKey: login.sessionKey }, context);
    },
  };

  async function goOn(
    answer: Answered,
    { institutionID, sessionKey }: { institutionID: string; sessionKey: string },
    context: Context,
  ): Promise<Outcome<Login>> {
    switch (answer.status) {
      case 'failed':
        return asOurs(answer);
      case 'broken':
        return failed(answer.type, answer.msg);
      case 'done': {
        const codes = v.safeParse(Connection, answer.members.connection);
        if (!codes.success) return failed('BANK_ERROR', 'The upstream finished the login without its codes.');
        return exchange(upstream, codes.output, institutionID, context);
      }
      case 'initialized':
      case 'user_input_required': {
        const { operationID } = answer;
        const pending = { login: { operationID, sessionKey }, institutionID };
        if (answer.status === 'initialized') {
          const { status, stage } = answer;
          return { status, pending, ...(stage && { stage }) };
        }
        return { status: answer.status, userInputs: answer.userInputs, pending };
      }
    }
  }
}

/** Failures that say that this gateway is not set up right at the upstream; whoever asks us can do nothing about it. */
const misconfigured = new Set(['UNAUTHORIZED', 'INVALID_APP', 'ORIGIN_NOT_ALLOWED', 'NOT_FOUND']);

const asOurs = (failure: Failed): Failed =>
  misconfigured.has(failure.type)
    ? failed('UNKNOWN_ERROR', `The upstream does not accept this gateway's own settings (${failure.type}).`)
    : failure;

const Exchanged = v.object({
  accessToken: v.pipe(v.string(), v.nonEmpty()),
  userID: v.optional(v.string()),
});

/** Exchanges the one-time codes for what acts for the connection from then on. */
export async function exchange(
  { v2 }: Upstream,
  { accessCode, connectionID, userSecret, userID }: Codes,
  institutionID: string,
  context: Context,
): Promise<Outcome<Login>> {
  // A code that is sent twice is refused the second time, and nothing worse.
  const manner = { repeatable: true, secrets: [accessCode, userSecret] };
  const answer = await v2(exchangeToken.path, { accessCode, connectionID }, context, manner);
  if (answer.status === 'failed') return asOurs(answer);
  if (answer.status === 'broken') return failed(answer.type, answer.msg);
  const exchanged = v.safeParse(Exchanged, answer.status === 'done' ? answer.members : undefined);
  const user = (exchanged.success && exchanged.output.userID) || userID;
  if (!exchanged.success || !user)
    return failed('BANK_ERROR', 'The upstream exchanged the codes for something unknown.');
  const { accessToken } = exchanged.output;
  return { status: 'done', result: { user, connection: { accessToken, userSecret, institutionID } } };
}
