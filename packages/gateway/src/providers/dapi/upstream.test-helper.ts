import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import type { Context, Outcome } from '../../provider.js';
import { dapiProvider, type DapiOptions } from '../dapi.js';

/** What an upstream does with a request: answers a JSON body, or anything else by its own hand. */
export type Behaviour = object | ((response: ServerResponse, request: IncomingMessage) => void);

/** A request as it arrived. */
export interface Arrived {
  path: string;
  authorization: string | undefined;
  // A test says what it expects of a body; there is no type to hold it to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

/** What acts for a connection at such an upstream. */
export const connection = {
  accessToken: 'planted-token',
  userSecret: 'planted-user-secret',
  institutionID: 'B',
};

export const contextWith = (signal = new AbortController().signal): Context => ({
  ...{ operationID: 'B:1', appKey: 'outer', signal },
  returnURL: 'https://gateway.example/connect/v1/returned?state=B:1',
  now: Date.now,
});
export const context = contextWith();

/** An upstream that does one thing after another, the last of them for ever, and a provider in front of it. */
export async function upstreamThat(
  test: TestContext,
  behaviours: readonly Behaviour[],
  options: Partial<DapiOptions> = {},
) {
  const arrived: Arrived[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      const text = Buffer.concat(chunks).toString();
      arrived.push({
        path,
        authorization: headers.authorization,
        body: text && (JSON.parse(text) as unknown),
      });
      const behaviour = behaviours[Math.min(arrived.length, behaviours.length) - 1] ?? {};
      if (typeof behaviour === 'function') behaviour(response, request);
      else json(behaviour)(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = dapiProvider({
    ...{ appKey: 'key', appSecret: 'planted-app-secret', bundleID: 'bundle' },
    ...{ baseURL: `${url}/v2`, institutions: [] },
    ...options,
  });
  return { url, provider, arrived };
}

/** The same, as a gateway of ours: with a Connect API. */
export async function gatewayThat(
  test: TestContext,
  behaviours: readonly Behaviour[],
  options: Partial<DapiOptions> = {},
) {
  const { url, arrived } = await upstreamThat(test, behaviours);
  const app = { appKey: 'key', appSecret: 'planted-app-secret', bundleID: 'bundle' };
  return { url, arrived, provider: dapiProvider({ ...app, connectURL: url, ...options }) };
}

export const json =
  (body: object, status = 200, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

export const html =
  (status: number, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>planted</h1>');

export const drop = (response: ServerResponse) => void response.destroy();

export const never = () => {};

/** Says what the outcome was when it is another one. */
export function assertIs<T, S extends Outcome<T>['status']>(
  outcome: Outcome<T>,
  status: S,
): asserts outcome is Extract<Outcome<T>, { status: S }> {
  assert.equal(outcome.status, status, JSON.stringify(outcome));
}
