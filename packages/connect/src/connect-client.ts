import {
  ConfigResponse,
  connectPaths,
  InstitutionIndex,
  InstitutionResponse,
  Operation,
  readIndex,
  type Answer,
  type AppConfig,
  type HeldConnection,
  type Institution,
  type Institutions,
  type Unlisted,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import { ConnectError } from './error.js';
import { send, type Sending } from './http.js';
import { acrossGaps } from './online.js';
import { randomKey } from './random-key.js';

/** Who asks, and where. */
export interface ConnectAddress {
  gatewayURL: string;
  appKey: string;
  bundleID?: string | undefined;
}

/** The gateway's Connect API, as the modal uses it. Every method rejects with a `ConnectError` when it breaks. */
export interface ConnectClient {
  config(signal?: AbortSignal): Promise<AppConfig>;
  institutions(
    filter: { countries: readonly string[]; experimental: boolean },
    signal?: AbortSignal,
  ): Promise<Institutions>;
  institution(id: string, signal?: AbortSignal): Promise<Institution>;
  login(login: LoginStart, signal?: AbortSignal): Promise<Operation>;
  /** Puts right the connection that is named as `repairs`, with what is known of it. */
  repair(login: Omit<LoginStart, 'credentials'>, signal?: AbortSignal): Promise<Operation>;
  answer(named: OperationName, answers: readonly Answer[], signal?: AbortSignal): Promise<Operation>;
  /** Asks for another code or picture in place of the one before. */
  resend(named: OperationName, signal?: AbortSignal): Promise<Operation>;
  status(named: OperationName, signal?: AbortSignal): Promise<Operation>;
  /** Says where a page of the bank is to lead back to, because it takes the place of this one. */
  depart(leaving: OperationName & { pageURL: string; state: string }, signal?: AbortSignal): Promise<void>;
  /** Tells the gateway of a bank that is not there. Needs no reply. */
  unlisted(report: Omit<Unlisted, 'appKey'>): void;
  /** Tells the gateway that the person has left. Needs no reply and survives the page. Never rejects. */
  cancel(named: OperationName): Promise<void>;
}

/** An operation, and the key that its login began with. */
export interface OperationName {
  operationID: string;
  sessionKey?: string;
}

export interface LoginStart {
  clientUserID: string;
  sessionKey: string;
  institutionID: string;
  credentials: Readonly<Record<string, string>>;
  /** The connection that this puts right. */
  repairs?: HeldConnection | undefined;
}

const quick = 20_000;
const patient = 135_000;

export function createConnectClient({ gatewayURL, appKey, bundleID }: ConnectAddress): ConnectClient {
  const app = { appKey, ...(bundleID !== undefined && { bundleID }) };
  const ask = async <const S extends v.GenericSchema>(
    schema: S,
    path: string,
    sending: Omit<Sending, 'unreachable'>,
  ): Promise<v.InferOutput<S>> => {
    const reply = await send(gatewayURL + path, { ...sending, unreachable: 'SERVER_ERROR' });
    const result = v.safeParse(schema, reply);
    if (result.success) return result.output;
    throw refusalIn(reply);
  };
  const get = <const S extends v.GenericSchema>(
    schema: S,
    path: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ) =>
    acrossGaps(
      () => ask(schema, `${path}?${new URLSearchParams({ ...app, ...query })}`, { deadline: quick, signal }),
      signal,
    );
  const post = (path: string, members: object, signal?: AbortSignal) => {
    const body = { ...app, ...members };
    return acrossGaps(() => ask(Operation, path, { body, deadline: patient, signal }), signal);
  };
  /** What is sent again under the same key is done once. */
  const postOnce = (path: string, body: object, signal?: AbortSignal) =>
    post(path, { ...body, idempotencyKey: randomKey() }, signal);

  /** Logos may be given relative to the gateway. */
  const withLogo = (institution: Institution): Institution => ({
    ...institution,
    logo: new URL(institution.logo, `${gatewayURL}/`).href,
  });
  const tell = (path: string, told: object) => {
    const body = { ...app, ...told };
    const sending = { body, deadline: quick, unreachable: 'SERVER_ERROR', keepalive: true } as const;
    return send(gatewayURL + path, sending).then(
      () => {},
      () => {},
    );
  };

  return {
    config: async (signal) => (await get(ConfigResponse, connectPaths.config, {}, signal)).app,
    institutions: async ({ countries, experimental }, signal) => {
      const query = { countries: countries.join(','), experimental: String(experimental) };
      const index = await get(InstitutionIndex, connectPaths.institutions, query, signal);
      return withLogosAt(gatewayURL, read(index));
    },
    institution: async (id, signal) =>
      withLogo((await get(InstitutionResponse, connectPaths.institution, { id }, signal)).institution),
    login: (login, signal) => postOnce(connectPaths.login, login, signal),
    repair: (login, signal) => postOnce(connectPaths.repair, login, signal),
    answer: (named, userInputs, signal) => postOnce(connectPaths.answer, { ...named, userInputs }, signal),
    resend: (named, signal) => post(connectPaths.resend, named, signal),
    status: (named, signal) => post(connectPaths.status, named, signal),
    depart: async (leaving, signal) => {
      const body = { ...app, ...leaving };
      await ask(Departed, connectPaths.depart, { body, deadline: quick, signal });
    },
    unlisted: (report) => void tell(connectPaths.unlisted, report),
    cancel: (named) => tell(connectPaths.cancel, named),
  };
}

function read(index: InstitutionIndex): Institutions {
  try {
    return readIndex(index);
  } catch (cause) {
    throw new ConnectError('UNEXPECTED_RESPONSE', 'The list of banks cannot be read.', { cause });
  }
}

/** A gateway names the logos it serves itself by their paths. */
function withLogosAt(gatewayURL: string, { at, find, ...institutions }: Institutions): Institutions {
  const complete = (bank: Institution): Institution =>
    bank.logo ? { ...bank, logo: new URL(bank.logo, `${gatewayURL}/`).href } : bank;
  return {
    ...institutions,
    at: (row) => complete(at(row)),
    find: (id) => {
      const found = find(id);
      return found && complete(found);
    },
  };
}

const Departed = v.object({ success: v.literal(true) });

const Refusal = v.object({ status: v.literal('failed'), type: v.string(), msg: v.string() });

/** The gateway said no (an unknown app, a wrong origin), or it was not the gateway that spoke. */
function refusalIn(reply: unknown): ConnectError {
  const refusal = v.safeParse(Refusal, reply);
  return refusal.success
    ? new ConnectError(refusal.output.type as ConnectError['code'], refusal.output.msg)
    : new ConnectError('UNEXPECTED_RESPONSE', 'The gateway answered something that this SDK does not know.');
}
