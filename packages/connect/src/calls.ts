import {
  callRoutes,
  deadlineOf,
  exchangePath,
  OperationResponse,
  type CallName,
} from '@connect-layer/protocol';
import * as v from 'valibot';
import { ConnectError } from './error.js';
import { send } from './http.js';
import type { CreateOptions } from './options.js';
import { intervals } from './intervals.js';
import { pause } from './patience.js';

/** What every forwarded call is sent with. `url` is the App Server, or the gateway where there is none. */
export interface Forwarding extends Pick<
  CreateOptions,
  'appKey' | 'bundleID' | 'clientHeaders' | 'clientBody' | 'interceptRequest'
> {
  url: string;
  /** Whether `url` is an App Server; it may want the page's cookies, the gateway never does. */
  isAppServer: boolean;
}

/** Extras of a single call. */
export interface Extras {
  clientHeaders?: Record<string, string> | undefined;
  clientBody?: Record<string, unknown> | undefined;
}

/**
 * Sends one call by SDK forwarding and gives its answer, failed or not.
 *
 * @throws ConnectError when nothing answers, or nothing that is an answer.
 */
export async function forward(
  forwarding: Forwarding,
  name: CallName | 'exchangeToken',
  members: Record<string, unknown>,
  { clientHeaders, clientBody }: Extras = {},
  signal?: AbortSignal,
): Promise<OperationResponse> {
  const isExchange = name === 'exchangeToken';
  const path = isExchange ? exchangePath : callRoutes[name].path;
  const { url, isAppServer, appKey, bundleID } = forwarding;
  const extra = { ...forwarding.clientBody, ...clientBody };
  const plain = {
    headers: { ...forwarding.clientHeaders, ...clientHeaders },
    body: {
      ...extra,
      ...(Object.keys(extra).length && { UserExtraBody: extra }),
      ...members,
      action: path,
      appKey,
      bundleID,
    },
  };
  const { headers, body } = forwarding.interceptRequest?.(plain) ?? plain;
  const reply = await send(url, {
    body,
    headers,
    deadline: isExchange ? 135_000 : deadlineOf(name),
    signal,
    unreachable: isAppServer ? 'INVALID_SERVER_URL' : 'SERVER_ERROR',
    credentials: isAppServer ? 'same-origin' : 'omit',
  });
  const result = v.safeParse(OperationResponse, reply);
  if (result.success) return result.output;
  throw new ConnectError(
    'UNEXPECTED_RESPONSE',
    'The answer has no status. Does the App Server forward it unchanged?',
  );
}

/** Makes the call once: from the beginning, or going on with an operation. */
type Repeat = (resumption: { operationID?: string }, signal?: AbortSignal) => Promise<OperationResponse>;

/** A call, and how long to wait for it. */
export interface Call {
  repeat: Repeat;
  /** Milliseconds. */
  deadline: number;
  /** Whether it goes on when the person closes the modal: money that is on its way cannot be called back. */
  goesOn: boolean;
}

const never = new AbortController().signal;

/** Makes a call and waits while the bank is still at work. */
export async function complete(
  { repeat, deadline }: Call,
  resumption: { operationID?: string } = {},
  signal: AbortSignal = never,
): Promise<OperationResponse> {
  let response = await repeat(resumption, signal);
  for (const interval of intervals(deadline)) {
    if (response.status !== 'initialized' || response.operationID === undefined) return response;
    await pause(interval, signal);
    response = await repeat({ operationID: response.operationID }, signal);
  }
  throw new ConnectError('TIMED_OUT', 'The bank did not finish in time.');
}
