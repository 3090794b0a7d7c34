import {
  connectPaths,
  InstitutionResponse,
  Operation,
  type Answer,
  type HeldConnection,
  type Institution,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import { gatewayAt, patient, quick, type ConnectAddress } from './gateway.js';
import { acrossGaps } from './across-gaps.js';
import { randomKey } from './random-key.js';

/** What of the Connect API it takes to connect a bank. Every method rejects with a `ConnectError` when it breaks. */
export interface ConnectClient {
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

export function createConnectClient(address: ConnectAddress): ConnectClient {
  const { get, post, tell } = gatewayAt(address);
  const operation = (path: string, members: object, signal?: AbortSignal) =>
    acrossGaps(() => post(Operation, path, members, patient, signal), signal);
  /** What is sent again under the same key is done once. */
  const once = (path: string, members: object, signal?: AbortSignal) =>
    operation(path, { ...members, idempotencyKey: randomKey() }, signal);

  /** Logos may be given relative to the gateway. */
  const withLogo = (institution: Institution): Institution => ({
    ...institution,
    logo: new URL(institution.logo, `${address.gatewayURL}/`).href,
  });

  return {
    institution: async (id, signal) =>
      withLogo((await get(InstitutionResponse, connectPaths.institution, { id }, signal)).institution),
    login: (login, signal) => once(connectPaths.login, login, signal),
    repair: (login, signal) => once(connectPaths.repair, login, signal),
    answer: (named, userInputs, signal) => once(connectPaths.answer, { ...named, userInputs }, signal),
    resend: (named, signal) => operation(connectPaths.resend, named, signal),
    status: (named, signal) => operation(connectPaths.status, named, signal),
    depart: async (leaving, signal) => {
      await post(Departed, connectPaths.depart, leaving, quick, signal);
    },
    cancel: (named) => tell(connectPaths.cancel, named),
  };
}

const Departed = v.object({ success: v.literal(true) });
