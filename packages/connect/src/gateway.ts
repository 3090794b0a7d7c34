import * as v from 'valibot';
import { ConnectError } from './error.js';
import { send, type Sending } from './http.js';
import { acrossGaps } from './across-gaps.js';

/** Who asks, and where. */
export interface ConnectAddress {
  gatewayURL: string;
  appKey: string;
  bundleID?: string | undefined;
}

/** Milliseconds that an answer may take: one that the gateway knows, and one that the bank has to give. */
export const quick = 20_000;
export const patient = 135_000;

/** The Connect API of a gateway, asked in the name of an app. What breaks rejects with a `ConnectError`. */
export interface Gateway {
  get<const S extends v.GenericSchema>(
    schema: S,
    path: string,
    query: Record<string, string>,
    signal?: AbortSignal,
  ): Promise<v.InferOutput<S>>;
  post<const S extends v.GenericSchema>(
    schema: S,
    path: string,
    members: object,
    deadline: number,
    signal?: AbortSignal,
  ): Promise<v.InferOutput<S>>;
  /** Needs no reply and survives the page. Never rejects. */
  tell(path: string, told: object): Promise<void>;
}

export function gatewayAt({ gatewayURL, appKey, bundleID }: ConnectAddress): Gateway {
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
  return {
    get: (schema, path, query, signal) =>
      acrossGaps(
        () =>
          ask(schema, `${path}?${new URLSearchParams({ ...app, ...query })}`, { deadline: quick, signal }),
        signal,
      ),
    post: (schema, path, members, deadline, signal) =>
      ask(schema, path, { body: { ...app, ...members }, deadline, signal }),
    tell: (path, told) => {
      const body = { ...app, ...told };
      const sending = { body, deadline: quick, unreachable: 'SERVER_ERROR', keepalive: true } as const;
      return send(gatewayURL + path, sending).then(
        () => {},
        () => {},
      );
    },
  };
}

const Refusal = v.object({ status: v.literal('failed'), type: v.string(), msg: v.string() });

/** The gateway said no (an unknown app, a wrong origin), or it was not the gateway that spoke. */
function refusalIn(reply: unknown): ConnectError {
  const refusal = v.safeParse(Refusal, reply);
  return refusal.success
    ? new ConnectError(refusal.output.type as ConnectError['code'], refusal.output.msg)
    : new ConnectError('UNEXPECTED_RESPONSE', 'The gateway answered something that this SDK does not know.');
}
