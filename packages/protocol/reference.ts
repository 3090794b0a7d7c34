// Writes REFERENCE.md, the page for people, from the tables that both ends go by: `pnpm run reference`.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import * as protocol from './src/index.js';
import {
  calls,
  errorTypes,
  exchangeToken,
  isRetryable,
  operationStatus,
  replyTo,
  statuses,
  told,
  UserInput,
  userInputKinds,
  type CallSpec,
  type ErrorMeaning,
  type FailureKey,
  type Status,
  type UserInputKind,
} from './src/index.js';

const page = new URL('REFERENCE.md', import.meta.url);

/** What of a valibot schema is looked at. */
interface Schema {
  type: string;
  entries?: Record<string, Schema>;
  wrapped?: Schema;
  item?: Schema;
  value?: Schema;
  options?: readonly (Schema | string)[];
  pipe?: readonly { kind: string; type: string; message?: unknown }[];
}

/** The shapes that have a name, by schema. */
const names = new Map<unknown, string>(
  Object.entries(protocol)
    .filter(([name, value]) => /^[A-Z]/.test(name) && isSchema(value) && !['Amount', 'Answer'].includes(name))
    .map(([name, value]) => [value, name]),
);

/** Those that the page has come across and has yet to describe. */
const mentioned = new Set<Schema>();

const common = [
  ...['BAD_REQUEST', 'VALIDATION_ERROR', 'UNAUTHORIZED', 'PARALLEL_REQUEST', 'NOT_SUPPORTED'],
  ...['INVALID_CONNECTION', 'INVALID_CREDENTIALS', 'INVALID_MFA', 'INACTIVE_ACCOUNT'],
  ...['OPERATION_NOT_FOUND', 'OPERATION_CANCELLED', 'TIMED_OUT', 'BANK_ERROR', 'UNKNOWN_ERROR'],
];

const commonMembers = () => [
  ['`appSecret`', 'string', 'yes', 'The app’s secret. By SDK forwarding the app’s own server adds it.'],
  ['`userSecret`', 'string', 'yes', 'What the login gave.'],
  ['`operationID`', 'string', 'no', 'To go on with an operation: the same call again, with all its members.'],
  ['`userInputs`', `array of ${typeOf(UserInput)}`, 'no', 'What the bank asked, each with its `answer`.'],
];

const aboutStatus: Record<Status, string> = {
  initialized:
    'The bank is still at it. Ask for the operation’s status, or make the same call with its `operationID`.',
  user_input_required: 'The bank asks something: `userInputs`. Make the same call again with the answers.',
  done: 'The answer has the call’s own members.',
  failed: '`type` says why, `msg` says it to developers.',
};

const aboutInput: Record<UserInputKind, string> = {
  otp: 'A code that was sent to the person.',
  secret_question: 'The person’s own question; `query` has it.',
  captcha: 'A picture to be read; `query` is the image in base64.',
  pin: 'A PIN, such as a card reader’s.',
  confirmation: 'Approval in the bank’s app. There is nothing to type.',
  token: 'A code that the bank’s app shows.',
  multiple_choice: 'One of `queryOptions`; the answer is its `index`.',
  redirect: 'A page to be opened; `query` is its address.',
  accounts: 'Accounts to choose from: `queryOptions`; the answer is the chosen ids.',
};

const aboutNext: Record<ErrorMeaning['next'], string> = {
  retry: 'try again',
  correct: 'try with other values',
  reconnect: 'connect anew',
  wait: 'wait, then try again',
  support: 'nothing by itself; somebody has to mend it',
};

/** The whole page. */
export async function reference(): Promise<string> {
  mentioned.clear();
  const text = [
    '# Reference',
    'Written by `pnpm run reference` from the tables in `src/`; a change here is lost.',
    '## How to call',
    `Over HTTP: \`POST /v2<path>\` with JSON, and the access token as \`Authorization: Bearer …\`. By SDK forwarding: one
    \`POST\` whose member \`action\` is the path, with \`appKey\`, \`tokenID\` and \`userID\` besides. Paths are matched
    whatever their case, unknown members are ignored, and an empty one counts as absent.`,
    'Every call takes these members besides its own:',
    table(['member', 'type', 'required', 'about'], commonMembers()),
    'Every answer has `success` and `status`, and from the moment that the bank is asked `operationID`.',
    table(
      ['status', 'about'],
      statuses.map((status) => [`\`${status}\``, aboutStatus[status]]),
    ),
    `Every call can fail with ${listed(common)}.`,
    '### What a bank can ask',
    table(
      ['`id`', 'about'],
      userInputKinds.map((kind) => [`\`${kind}\``, aboutInput[kind]]),
    ),
    '## Tokens and operations',
    ...callText('exchangeToken', {
      ...exchangeToken,
      output: undefined,
      more: 'Needs `appSecret`, and no access token. Answers `accessToken`, `tokenID` and `userID`; by SDK forwarding without the `accessToken`.',
    }),
    ...callText('operationStatus', {
      path: operationStatus.paths[0],
      aliases: operationStatus.paths.slice(1),
      about: operationStatus.about,
      input: operationStatus.input,
      output: undefined,
      errors: ['OPERATION_NOT_FOUND'],
      more: 'Needs `appSecret`, and no access token. Answers `opInfo` and, once there is one, the result that the call had.',
    }),
    '## Calls',
    ...Object.entries(calls).flatMap(([name, spec]) => callText(name, spec)),
    '## Shapes',
    ...shapes(),
    '## Errors',
    `HTTP is the status on both surfaces; without one, the error only arises in the browser. A type that is not here
    comes from further up and is passed on as it is, with HTTP ${replyTo('a new one').http}.`,
    table(
      ['type', 'HTTP', 'msg', 'whose', 'what helps', 'retryable', 'what the person is told'],
      Object.entries<ErrorMeaning>(errorTypes).map(([type, meaning]) => {
        const { http, msg } = replyTo(type);
        const [title, text] = told[type in told ? (type as FailureKey) : 'NOT_SET_UP'];
        return [
          `\`${type}\``,
          String(http || '–'),
          msg,
          meaning.whose,
          aboutNext[meaning.next],
          isRetryable(meaning) ? 'yes' : 'no',
          `**${title}.** ${text}`,
        ];
      }),
    ),
  ].join('\n\n');
  return format(text.replace(/\n {4}/g, ' '), { ...(await resolveConfig(page)), parser: 'markdown' });
}

type Described = Omit<CallSpec, 'output' | 'input'> & { input: unknown; output: unknown; more?: string };

function callText(name: string, spec: Described): string[] {
  const { path, aliases = [], about, input, output, movesMoney, errors = [], more } = spec;
  const own = [...errors, ...(movesMoney ? ['IDEMPOTENCY_CONFLICT'] : [])];
  return [
    `### ${name}`,
    [
      `\`${path}\`${aliases.map((alias) => `, also \`${alias}\``).join('')}. ${about}`,
      movesMoney && 'Money moves: once per `idempotencyKey`, and it may take 300 s instead of 135 s.',
      more,
    ]
      .filter(Boolean)
      .join(' '),
    members('Takes', input as Schema),
    isEither(input as Schema) ? 'One of `accountID` and `cardID` is required.' : '',
    members('Answers', output as Schema | undefined),
    own.length > 0 ? `Fails also with ${listed(own)}.` : '',
  ].filter((part) => part !== '');
}

/** The one check of a whole body that there is: an account or a card must be named. */
const isEither = ({ pipe = [] }: Schema): boolean => pipe.some(({ type }) => type === 'raw_check');

/** A table of an object's members; nothing where it has none. */
function members(title: string, schema: Schema | undefined): string {
  const entries = Object.entries(schema?.entries ?? {});
  if (entries.length === 0) return '';
  const rows = entries.map(([name, member]) => [
    `\`${name}\``,
    typeOf(member),
    member.type === 'optional' ? 'no' : 'yes',
  ]);
  return table([title, 'type', title === 'Takes' ? 'required' : 'always'], rows);
}

/** A type as people write it, with the words of what is checked besides. */
function typeOf(schema: Schema): string {
  const name = names.get(schema);
  if (name !== undefined) {
    mentioned.add(schema);
    return `[${name}](#${name.toLowerCase()})`;
  }
  const musts = (schema.pipe ?? []).filter(({ kind }) => kind === 'validation').map(({ message }) => message);
  return [plainType(schema), ...musts.filter((must) => typeof must === 'string')].join(', ');
}

function plainType(schema: Schema): string {
  const { type, wrapped, item, value, options = [], entries = {} } = schema;
  switch (type) {
    case 'optional':
      return wrapped ? typeOf(wrapped) : 'anything';
    case 'nullable':
      return `${wrapped ? typeOf(wrapped) : 'anything'} or null`;
    case 'array':
      return `array of ${item ? typeOf(item) : 'anything'}`;
    case 'record':
      return `object of ${value ? typeOf(value) : 'anything'}`;
    case 'union':
      return options.map((option) => (typeof option === 'string' ? option : typeOf(option))).join(' or ');
    case 'picklist':
      return either(options.map((option) => `\`${option as string}\``));
    case 'object':
    case 'loose_object': {
      const inner = Object.entries(entries).map(
        ([name, member]) => `\`${name}\`${member.type === 'optional' ? '?' : ''}: ${typeOf(member)}`,
      );
      return `{ ${inner.join('; ')} }`;
    }
    case 'unknown':
      return 'anything';
    default:
      return type;
  }
}

/** Every shape that was mentioned, and those that these mention. */
function shapes(): string[] {
  const parts = new Map<string, string>();
  for (const schema of mentioned) parts.set(names.get(schema) ?? '', members('member', schema));
  return [...parts]
    .sort(([a], [b]) => a.localeCompare(b, 'en'))
    .flatMap(([name, text]) => [`### ${name}`, text]);
}

const listed = (types: readonly string[]): string =>
  types.map((type) => `\`${type}\` (${replyTo(type).http})`).join(', ');

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');

const either = (all: readonly string[]): string => all.join(', ').replace(/, ([^,]+)$/, ' or $1');

const cell = (text: string): string => text.replaceAll('|', '\\|');

function isSchema(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'schema';
}

/** The page as it is committed. */
export const committed = (): Promise<string> => readFile(page, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(page, await reference());
