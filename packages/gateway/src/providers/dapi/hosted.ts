import type { Answer, Institution } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Login, Outcome } from '../../provider.js';
import { failed } from './answer.js';
import { exchange } from './login.js';
import type { Upstream } from './upstream.js';

/** A login that goes on at Dapi's hosted page. */
export interface PendingHosted {
  hosted: true;
  institutionID: string;
  url: string;
}

/** The codes, by the names of the present hosted page's events and by those of its first version's redirects. */
const Codes = v.pipe(
  v.record(v.string(), v.unknown()),
  v.transform((members) => ({
    accessCode: members.accessCode ?? members.access_code,
    connectionID: members.connectionID ?? members.connection_id,
    userSecret: members.userSecret ?? members.user_secret,
    userID: members.userID,
  })),
  v.object({
    accessCode: v.string(),
    connectionID: v.string(),
    userSecret: v.string(),
    userID: v.optional(v.string()),
  }),
);

/**
 * Logs in at Dapi itself: the person is sent to its hosted page, and what that hands back is exchanged.
 *
 * @experimental See {@link DapiOptions.hostedURL} for what is not known about that page.
 */
export const hostedLogin = (upstream: Upstream, hostedURL: string) => ({
  login: async ({ id }: Institution): Promise<Outcome<Login>> => {
    const page = new URL(hostedURL);
    for (const [name, value] of Object.entries(upstream.app)) page.searchParams.set(name, value);
    return ask({ hosted: true, institutionID: id, url: page.href });
  },

  /** Until the page hands something back, nobody knows. */
  status: async (pending: PendingHosted): Promise<Outcome<Login>> => ask(pending),

  resume: async (pending: PendingHosted, answers: readonly Answer[], context: Context) => {
    const answer = answers.find(({ id }) => id === 'redirect')?.answer ?? '';
    if (!answer) return ask(pending);
    const { institutionID } = pending;
    const codes = v.safeParse(Codes, membersOf(answer));
    if (codes.success) return exchange(upstream, codes.output, institutionID, context);
    return failed('BANK_ERROR', 'The hosted page handed back no codes.');
  },
});

const ask = (pending: PendingHosted): Outcome<Login> => ({
  status: 'user_input_required',
  userInputs: [{ id: 'redirect', index: 0, query: pending.url, answer: '' }],
  pending: { ...pending },
});

/** What came back: a JSON object, or an address or its query. */
function membersOf(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return Object.fromEntries(new URLSearchParams(answer.replace(/^[^?]*\?/, '')));
  }
}
