import * as v from 'valibot';
import { sharedThings } from './consent.js';
import { Institution } from './institution.js';
import { stages, UserInput } from './operation.js';

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
export interface Unlisted {
  appKey: string;
  query: string;
  country?: string;
}

/** The parameter under which a page that the person comes back to is given the `state` it left with. */
export const returnParameter = 'connect_state';

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
