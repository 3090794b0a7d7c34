import { consentRenewal, type Connection, type Institution } from '@connect-layer/protocol';
import type { Unfinished } from '../unfinished.js';
import { asked } from './asked.js';
import type { At, DeliverLogin, Flow, FlowEvent, Outcome, Progress, Session, Step } from './flow.js';

type Transitions<S extends Step> = {
  readonly [E in FlowEvent['type']]?: (flow: At<S>, event: Extract<FlowEvent, { type: E }>) => Flow;
};

const ended = (outcome: Outcome): Flow => ({ step: 'closed', outcome });
const close = (): Flow => ended('cancelled');

/** The whole flow: step, then event, then the step that follows. */
export const transitions: { readonly [S in Step]: Transitions<S> } = {
  opening: {
    opened: ({ aim }, { session }) => (aim ? aimed(aim, session) : { step: 'search', session }),
    progress: ({ aim }, { progress }) =>
      progress.status === 'failed'
        ? { step: 'failed', aim, problem: progress.problem }
        : { step: 'opening', aim },
    close,
  },
  search: {
    choose: ({ session }, { institution }) => chosen(session, institution),
    broken: ({ session }, { problem }) => ({ step: 'failed', session, problem }),
    close,
  },
  known: {
    repair: ({ session, institution, connection }) => mend(session, institution, connection),
    another: ({ session, institution }) => ({ step: 'consent', session, institution }),
    broken: unshown,
    back: toSearch,
    close,
  },
  consent: {
    agree: ({ session, institution, repairs }) =>
      repairs ? mending(session, institution, repairs) : logIn(session, institution),
    broken: unshown,
    back: (flow) => (flow.repairs ? close() : toSearch(flow)),
    close,
  },
  credentials: {
    submit: (flow, { deliver, typed }) => ({ ...loginOf(flow), step: 'connecting', typed, deliver }),
    broken: unshown,
    back: (flow) => (flow.repairs ? close() : toSearch(flow)),
    close,
  },
  connecting: {
    stage: (flow, { stage }) => ({ ...flow, stage }),
    progress: (flow, { progress }) => after(flow, progress),
    back: leave,
    close,
  },
  challenge: {
    answer: answered,
    broken: unshown,
    retry: again,
    other: ({ session }) => (session.purpose === 'login' ? { step: 'search', session } : close()),
    back: leave,
    close,
  },
  accounts: {
    answer: answered,
    broken: unshown,
    back: leave,
    close,
  },
  redirect: {
    visit: (flow, { blocked }) => ({ ...flow, visited: blocked ? 'blocked' : 'open' }),
    depart: ({ input, ...flow }) => ({
      ...loginOf(flow),
      ...{ step: 'departing', operationID: flow.operationID, input },
    }),
    progress: (flow, { progress }) => after(flow, progress),
    answer: answered,
    broken: unshown,
    retry: again,
    back: leave,
    close,
  },
  departing: {
    progress: (flow, { progress }) => after(flow, progress),
    returned: ({ input, ...flow }) => ({
      ...loginOf(flow),
      ...{ step: 'redirect', operationID: flow.operationID, input },
    }),
    back: leave,
    close,
  },
  resuming: {
    stage: (flow, { stage }) => ({ ...flow, stage }),
    progress: (flow, { progress }) => after(flow, progress),
    back: leave,
    close,
  },
  choice: {
    pick: (_, { account }) => ({ step: 'closed', outcome: 'done', picked: account }),
    broken: unshown,
    close,
  },
  connected: {
    close: () => ended('connected'),
  },
  failed: {
    retry: again,
    back: (flow) => (hasSearch(flow) ? { step: 'search', session: flow.session } : gaveUp(flow)),
    close: gaveUp,
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

/** Whether there is a search to go back to: not from a call, nor from a repair, nor before the banks are known. */
export const hasSearch = (flow: At<'failed'>): flow is At<'failed'> & { session: Session } =>
  flow.session?.purpose === 'login' && !flow.repairs;

/** What all steps of a login share. */
type LoginFacts = Omit<At<'consent'>, 'step'>;
type LoginStep = At<
  'credentials' | 'connecting' | 'challenge' | 'accounts' | 'redirect' | 'departing' | 'resuming'
>;
const loginOf = ({ session, institution, typed, agreed, repairs, needsForm }: LoginFacts) => ({
  session,
  institution,
  ...(typed && { typed }),
  ...(agreed && { agreed }),
  ...(repairs && { repairs }),
  ...(needsForm && { needsForm }),
});

function toSearch({ session }: { session: Session }): Flow {
  return { step: 'search', session };
}

/** A connection that is to be put right needs no search; nor does a bank that the page has named, if there is one. */
function aimed(aim: NonNullable<At<'opening'>['aim']>, session: Session): Flow {
  if ('resumes' in aim) return resumed(aim.resumes, session);
  const wanted = 'repairs' in aim ? aim.repairs.bankId : aim.institutionID;
  const institution = session.institutions?.find(wanted);
  if ('repairs' in aim) return mend(session, institution ?? institutionOf(aim.repairs), aim.repairs);
  return institution ? chosen(session, institution) : { step: 'search', session };
}

/** What an earlier page has begun goes on where it stands; only the gateway knows where that is. */
function resumed({ operationID, institutionID, repairs: tokenID }: Unfinished, session: Session): Flow {
  const institution = session.institutions?.find(institutionID);
  if (!institution) return { step: 'search', session };
  const repairs = session.connected.find((connection) => connection.tokenID === tokenID);
  return { step: 'resuming', session, institution, operationID, agreed: true, ...(repairs && { repairs }) };
}

function chosen(session: Session, institution: Institution): Flow {
  const connection = session.connected.find(({ bankId }) => bankId === institution.id);
  return connection
    ? { step: 'known', session, institution, connection }
    : { step: 'consent', session, institution };
}

/** Puts a connection right. A consent that has ended, or soon will, is asked for again. */
function mend(session: Session, institution: Institution, repairs: Connection): Flow {
  const { consentExpiresAt = Infinity } = repairs;
  return consentExpiresAt - session.opened > consentRenewal
    ? mending(session, institution, repairs)
    : { step: 'consent', session, institution, repairs };
}

const mending = (session: Session, institution: Institution, repairs: Connection): Flow => ({
  step: 'connecting',
  session,
  institution,
  agreed: true,
  repairs,
  deliver: (login, client, signal) => client.repair(login, signal),
});

/** A bank that asks for nothing here asks on a page of its own. */
const logIn = (session: Session, institution: Institution): Flow =>
  institution.fields.length
    ? { step: 'credentials', session, institution, agreed: true }
    : { step: 'connecting', session, institution, agreed: true, deliver: withoutForm };

/** What a waiting step becomes. A finished call needs no further screen. */
function after(flow: At<'connecting' | 'resuming' | 'redirect' | 'departing'>, progress: Progress): Flow {
  const { session, institution, repairs } = flow;
  switch (progress.status) {
    case 'initialized': {
      const { operationID, stage } = progress;
      return { ...loginOf(flow), step: 'resuming', operationID, ...(stage && { stage }) };
    }
    case 'user_input_required': {
      const { operationID, userInputs } = progress;
      const question = asked({ ...loginOf(flow), operationID, userInputs });
      const isAgain = question.step === 'redirect' && flow.step === 'resuming' && flow.deliver;
      return isAgain ? { ...question, again: true } : question;
    }
    case 'failed': {
      const { problem } = progress;
      const fields = institution.fields.filter(({ name }) => problem.fields?.includes(name));
      if (repairs && fields.length)
        return {
          step: 'credentials',
          session,
          institution: { ...institution, fields },
          agreed: true,
          repairs,
          needsForm: true,
        };
      return { ...loginOf(flow), step: 'failed', problem };
    }
    case 'done':
      return progress.connection
        ? {
            step: 'connected',
            session,
            institution,
            connection: progress.connection,
            ...(repairs && { repairs }),
          }
        : ended('done');
  }
}

function answered(
  flow: At<'challenge' | 'accounts' | 'redirect'>,
  { deliver }: Extract<FlowEvent, { type: 'answer' }>,
): Flow {
  return { ...loginOf(flow), step: 'resuming', operationID: flow.operationID, deliver };
}

/** The screen itself is missing; what is behind it has not begun. */
function unshown(
  flow: At<'known' | 'consent' | 'credentials' | 'challenge' | 'accounts' | 'redirect' | 'choice'>,
  { problem }: Extract<FlowEvent, { type: 'broken' }>,
): Flow {
  return { ...loginOf(flow), step: 'failed', problem };
}

/** Whether a login begins with a form: a repair only where it needs one. */
const hasForm = ({ institution, repairs, needsForm }: LoginStep | At<'failed'>): boolean =>
  repairs ? !!needsForm : !!institution?.fields.length;

/** Out of a login leads back to its form, or to the search; there is neither behind a call. */
function leave(
  flow: At<'connecting' | 'challenge' | 'accounts' | 'redirect' | 'departing' | 'resuming'>,
): Flow {
  if (flow.session.purpose !== 'login') return close();
  if (hasForm(flow)) return { ...loginOf(flow), step: 'credentials' };
  return flow.repairs ? close() : toSearch(flow);
}

/** Tries again what failed: the start, the login, the repair, or the call. */
function again(flow: At<'failed' | 'challenge' | 'redirect'>): Flow {
  const { session, institution, agreed, repairs } = flow;
  if (!session) return { step: 'opening', aim: 'aim' in flow ? flow.aim : undefined };
  if (!institution) return { step: 'search', session };
  if (session.purpose !== 'login') return { step: 'connecting', session, institution };
  if (!agreed) return repairs ? mend(session, institution, repairs) : chosen(session, institution);
  if (hasForm(flow)) return { ...loginOf({ ...flow, session, institution }), step: 'credentials' };
  return repairs ? mending(session, institution, repairs) : logIn(session, institution);
}

function gaveUp({ problem }: At<'failed'>): Flow {
  return { step: 'closed', outcome: 'failed', problem };
}

const withoutForm: DeliverLogin = (login, client, signal) =>
  client.login({ ...login, credentials: {} }, signal);

/** What the modal shows of a bank that is connected already. */
export const institutionOf = ({ bankId, name, fullName, miniLogoPng, color }: Connection): Institution => ({
  id: bankId,
  name,
  fullName,
  country: '',
  logo: miniLogoPng,
  color,
  fields: [],
});
