/** A member of an event's detail: its type, and what it says. */
type Member = readonly [type: 'text' | 'number' | 'flag' | 'texts', about: string];

interface EventEntry {
  about: string;
  /** Whether it ends its session: each has exactly one such event, and it is the last. */
  terminal?: true;
  detail: Readonly<Record<string, Member>>;
}

const institutionID = ['text', 'The bank.'] as const;
const connectionID = ['text', 'The connection.'] as const;
const kinds = ['texts', 'What the bank asks, e.g. `otp`.'] as const;
const type = ['text', 'What happened, e.g. `INVALID_CREDENTIALS`.'] as const;
const reference = ['text', 'What support can be told; empty where there is none.'] as const;

/**
 * Every event of `onEvent`, and all that it tells. Types, documentation and tests are made of this table.
 *
 * Nothing that a person types into a form is ever part of an event; what they search for is.
 */
export const eventTable = {
  ready: { about: 'The widget is ready and the cache is loaded.', detail: {} },
  expiring: {
    about: 'The consent of a connection ends within 14 days, or has ended: `open({ connection })` renews it.',
    detail: { connectionID, institutionID, expiresAt: ['number', 'Milliseconds since 1970.'] },
  },
  open: {
    about: 'A session begins: the modal is about to be shown.',
    detail: {
      purpose: [
        'text',
        '`login`, `repair`, `call` (a call needs an answer) or `choice` (the page asks for an account).',
      ],
    },
  },
  step: {
    about: 'Another screen is shown.',
    detail: {
      step: ['text', 'The screen, e.g. `search`.'],
      from: ['text', 'The screen before; at first the same.'],
    },
  },
  search: {
    about: 'Somebody has stopped typing for a moment.',
    detail: { query: ['text', 'What was typed.'], results: ['number', 'How many banks fit.'] },
  },
  unlisted: {
    about: 'Somebody does not find their bank.',
    detail: { query: ['text', 'The bank, in their words.'] },
  },
  institution: { about: 'A bank was chosen.', detail: { institutionID } },
  duplicate: {
    about: 'The bank that was chosen is connected already; the person is offered to repair that.',
    detail: { institutionID, connectionID },
  },
  consent: { about: 'The person has agreed to what is shared.', detail: { institutionID } },
  submit: { about: 'The login form was handed to the bank.', detail: { institutionID } },
  visit: {
    about: 'The person goes to a page of the bank.',
    detail: {
      institutionID,
      how: ['text', '`tab`, `page` (in place of this one), or `blocked`: the browser opened no tab.'],
    },
  },
  resumed: { about: 'A login that an earlier page has begun goes on.', detail: { institutionID } },
  stage: {
    about: 'The bank is at another stage of its work.',
    detail: { stage: ['text', '`signing_in`, `finding_accounts` or `finishing`.'] },
  },
  question: { about: 'The bank asks something.', detail: { institutionID, kinds } },
  answer: { about: 'The person has answered.', detail: { institutionID, kinds } },
  problem: {
    about: 'Something went wrong; the person is told, and may try again.',
    detail: {
      type,
      whose: ['text', 'Whose doing it is: `person`, `bank`, `app` or `us`.'],
      reference,
      institutionID: ['text', 'The bank; empty before one is chosen.'],
    },
  },
  retry: { about: 'The person tries again.', detail: {} },
  connected: {
    about: 'A bank is connected.',
    detail: {
      institutionID,
      connectionID,
      repaired: ['flag', 'Whether it was connected before, and has been put right.'],
    },
  },
  exit: {
    about: 'The session has ended.',
    terminal: true,
    detail: {
      outcome: [
        'text',
        '`connected`, `done` (a question was answered, an account chosen), `failed` or `cancelled`.',
      ],
      step: ['text', 'The screen that was left.'],
      type: ['text', 'Of a failure, what happened; else empty.'],
      reference,
    },
  },
} as const satisfies Record<string, EventEntry>;

/** Version of the table. It changes when an event or a member goes or changes its meaning, not when one is added. */
export const eventVersion = 1;
