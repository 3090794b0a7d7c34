import type { Answer, Institution, UserInput } from '@connect-layer/protocol';
import * as v from 'valibot';
import type { Context, Login, Outcome } from '../../provider.js';
import { failed } from './answer.js';
import { exchange } from './login.js';
import type { Upstream } from './upstream.js';

/** A login that goes on at Dapi's hosted page. */
export interface PendingHosted {
  hosted: true;
  institutionID: string;
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
    const ask: UserInput = { id: 'redirect', index: 0, query: page.href, answer: '' };
    return { status: 'user_input_required', userInputs: [ask], pending: { hosted: true, institutionID: id } };
  },

  resume: async ({ institutionID }: PendingHosted, answers: readonly Answer[], context: Context) => {
    const answer = answers.find(({ id }) => id === 'redirect')?.answer ?? '';
    const codes = v.safeParse(Codes, membersOf(answer));
    if (codes.success) return exchange(upstream, codes.output, institutionID, context);
    return failed('BANK_ERROR', 'The hosted page handed back no codes.');
  },
});

/** What came back: a JSON object, or an address or its query. */
function membersOf(answer: string): unknown {
  try {
    return JSON.parse(answer);
  } catch {
    return Object.fromEntries(new URLSearchParams(answer.replace(/^[^?]*\?/, '')));
  }
}
