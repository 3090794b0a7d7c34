import * as v from 'valibot';
import { sharedThings } from './consent.js';
import { Institution } from './institution.js';
import { Answer, stages, UserInput } from './operation.js';

/**
 * Paths of the Connect API, which the modal uses. The first four, `embedded` and `returned` are GET, the others POST with
 * a JSON body. `embedded` shows a page of the bank inside the modal, `returned` is where such a page leads back to,
 * `callback` where an upstream says that something has happened; they name the operation as `state`.
 */
export const connectPaths = {
  frame: '/connect/v1/frame',
  config: '/connect/v1/config',
  institutions: '/connect/v1/institutions',
  institution: '/connect/v1/institution',
  login: '/connect/v1/login',
  answer: '/connect/v1/answer',
  resend: '/connect/v1/resend',
  status: '/connect/v1/status',
  cancel: '/connect/v1/cancel',
  repair: '/connect/v1/repair',
  unlisted: '/connect/v1/unlisted',
  embedded: '/connect/v1/embedded',
  depart: '/connect/v1/depart',
  returned: '/connect/v1/returned',
  callback: '/connect/v1/callback',
} as const;

export const environments = ['sandbox', 'production'] as const;
export type Environment = (typeof environments)[number];

/** Which app asks. `bundleID` is one of the ids registered for it; pages of the older connector have none. */
export const AppQuery = v.object({ appKey: v.string(), bundleID: v.optional(v.string()) });

/**
 * What the person is asked to agree to. `days` is how long it lasts; absent, until the person ends it.
 * `by` is the legal name of whoever reads the data, `privacyURL` where they say more.
 */
export const Consent = v.object({
  shares: v.pipe(v.array(v.picklist(sharedThings)), v.minLength(1)),
  days: v.optional(v.number()),
  by: v.optional(v.string()),
  privacyURL: v.optional(v.string()),
});
export type Consent = v.InferOutput<typeof Consent>;

/** What the page may know of its app. `serverURL` is the App Server, when one is registered. */
export const AppConfig = v.object({
  name: v.string(),
  environment: v.picklist(environments),
  serverURL: v.optional(v.string()),
  consent: Consent,
});
export type AppConfig = v.InferOutput<typeof AppConfig>;

export const ConfigResponse = v.object({ app: AppConfig });
export const InstitutionResponse = v.object({ institution: Institution });

/** A connection that a login repairs, as its page holds it. */
export const HeldConnection = v.object({ tokenID: v.string(), userSecret: v.string() });
export type HeldConnection = v.InferOutput<typeof HeldConnection>;

/** A bank that somebody did not find: what was typed, and perhaps where the bank is (ISO 3166-1 alpha-2). */
export const UnlistedRequest = v.object({
  ...AppQuery.entries,
  query: v.pipe(
    v.string(),
    v.transform((text) => text.replace(/[\p{C}\s]+/gu, ' ').trim()),
    v.nonEmpty('must not be empty'),
    v.maxLength(100, 'must not be longer than 100 characters'),
  ),
  country: v.optional(v.pipe(v.string(), v.regex(/^[A-Z]{2}$/, 'must be two capital letters'))),
});

/** What a gateway is told of it. */
export interface Unlisted {
  appKey: string;
  query: string;
  country?: string;
}

/**
 * Starts a login.
 *
 * `sessionKey` is 128 random bits in base64url, made by the caller for this login and asked for again by
 * `answer`, `resend`, `status` and `cancel`, so that knowing an `operationID` (which people quote to support) is not
 * enough. Sent again under the same `idempotencyKey`, a login is the one that has begun. With `repairs` it puts an older
 * connection right, and `credentials` need hold only the fields that its bank's repair asked for.
 */
export const LoginRequest = v.object({
  ...AppQuery.entries,
  clientUserID: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  sessionKey: v.pipe(v.string(), v.minLength(22, 'must hold 128 bits in base64url')),
  institutionID: v.string(),
  credentials: v.record(v.string(), v.string()),
  idempotencyKey: v.optional(v.pipe(v.string(), v.nonEmpty('must not be empty'))),
  repairs: v.optional(HeldConnection),
});
export type LoginRequest = v.InferOutput<typeof LoginRequest>;

/** Starts to put a connection right with what is already known; the bank may then still ask for something. */
export const RepairRequest = v.object({
  ...AppQuery.entries,
  clientUserID: LoginRequest.entries.clientUserID,
  sessionKey: LoginRequest.entries.sessionKey,
  idempotencyKey: LoginRequest.entries.idempotencyKey,
  repairs: HeldConnection,
});
export type RepairRequest = v.InferOutput<typeof RepairRequest>;

/** Names an operation. Without `sessionKey` only the question of a data or payment call can be answered. */
export const OperationRequest = v.object({
  ...AppQuery.entries,
  operationID: v.string(),
  sessionKey: v.optional(v.string()),
});

/** Answers what is asked. Sent again under the same `idempotencyKey`, it is the answer that was given. */
export const AnswerRequest = v.object({
  ...OperationRequest.entries,
  userInputs: v.array(Answer),
  idempotencyKey: LoginRequest.entries.idempotencyKey,
});

/** The parameter under which a page that the person comes back to is given the `state` it left with. */
export const returnParameter = 'connect_state';

/**
 * Says that the person leaves the app's page for one of the bank, in the same window, and is to be led back to `pageURL`.
 * `state` is 128 random bits in base64url, kept by the page, which knows its own return by it.
 */
export const DepartRequest = v.object({
  ...OperationRequest.entries,
  pageURL: v.pipe(
    v.string(),
    v.maxLength(2000, 'must not be longer than 2000 characters'),
    v.url('must be an address'),
    v.regex(/^https?:/, 'must be an address'),
  ),
  state: v.pipe(v.string(), v.regex(/^[\w-]{22,64}$/, 'must hold 128 bits in base64url')),
});

/**
 * What a finished login hands over: the codes, and what a page shows of the bank. Also what `flush()` returns.
 * `consentExpiresAt` is in milliseconds since 1970; absent where the consent does not end by itself.
 */
export const Connection = v.object({
  accessCode: v.string(),
  connectionID: v.string(),
  userSecret: v.string(),
  tokenID: v.string(),
  userID: v.string(),
  clientUserID: v.string(),
  bankId: v.string(),
  name: v.string(),
  fullName: v.string(),
  halfLogoPng: v.string(),
  fullLogoPng: v.string(),
  miniLogoPng: v.string(),
  color: v.object({ primaryColor: v.string(), secondaryColor: v.string() }),
  consentExpiresAt: v.optional(v.number()),
});
export type Connection = v.InferOutput<typeof Connection>;

/**
 * How an operation stands, as the modal sees it. `msg` is for developers; people are told by `type`.
 * `fields` names the fields of the bank that a repair needs from the person, when it needs any.
 */
export const Operation = v.variant('status', [
  v.object({
    status: v.literal('initialized'),
    operationID: v.string(),
    stage: v.optional(v.picklist(stages)),
  }),
  v.object({
    status: v.literal('user_input_required'),
    operationID: v.string(),
    userInputs: v.pipe(v.array(UserInput), v.minLength(1)),
  }),
  v.object({
    status: v.literal('done'),
    operationID: v.string(),
    connection: v.optional(Connection),
  }),
  v.object({
    status: v.literal('failed'),
    operationID: v.optional(v.string()),
    type: v.optional(v.string()),
    msg: v.string(),
    fields: v.optional(v.array(v.string())),
  }),
]);
export type Operation = v.InferOutput<typeof Operation>;
