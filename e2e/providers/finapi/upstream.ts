import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { toNodeListener } from '@connect-layer/gateway/node';
import { finapiProvider, type FinapiOptions } from '@connect-layer/gateway/providers/finapi';
import type { Context, Json, Login, Outcome } from '@connect-layer/gateway';
import { finapiClient, finapiDoor, type FinapiDoorOptions } from '@connect-layer/sandbox';
import { logInAt } from '../../models/finapi-form.js';
import { assertIs } from '../contract.js';
import { watched } from './conformance.js';

/** What goes wrong with a request: `through` lets it be done first, so that only the answer is lost. */
export type Fault = {
  /** Which requests: method and path. */
  at: RegExp;
  /** How many of them; the others go through. */
  times: number;
  through?: boolean;
  /** Changes a good answer in place of a fault. */
  change?: (body: unknown) => unknown;
  does?: (response: ServerResponse, request: IncomingMessage) => void;
};

export const status =
  (code: number, headers: Record<string, string> = {}, body: object = {}) =>
  (response: ServerResponse) =>
    void response
      .writeHead(code, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
export const html = (code: number) => (response: ServerResponse) =>
  void response.writeHead(code, { 'content-type': 'text/html' }).end('<h1>planted</h1>');
export const drop = (response: ServerResponse) => void response.destroy();
export const never = () => {};
/** Promises more than it sends. */
export const truncated = (response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '500' });
  response.write('{"accounts":[{"id":');
  setTimeout(() => response.destroy(), 20);
};

/** A simulated finAPI over HTTP on which things can be made to go wrong, and a provider in front of it. */
export async function finapiThat(
  test: Pick<TestContext, 'after'>,
  options: Partial<FinapiOptions> = {},
  door: FinapiDoorOptions = {},
) {
  const answer = toNodeListener(finapiDoor({ downloads: 300, categorises: 100, tasksTake: 200, ...door }));
  const faults: Fault[] = [];
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = `${request.method} ${request.url ?? ''}`;
    asked.push(path);
    const fault = faults.find(({ at, times }) => times > 0 && at.test(path));
    if (!fault) return void answer(request, response);
    fault.times--;
    if (fault.does && !fault.through) return fault.does(response, request);
    // The answer is made, and then another one is sent.
    const { end } = response;
    const chunks: Buffer[] = [];
    response.write = ((chunk: Buffer) => chunks.push(Buffer.from(chunk)) > 0) as typeof response.write;
    const { writeHead } = response;
    let head: Parameters<typeof writeHead> | undefined;
    response.writeHead = ((...of: Parameters<typeof writeHead>) => {
      head = of;
      return response;
    }) as typeof response.writeHead;
    response.end = ((chunk?: Buffer | string) => {
      if (chunk) chunks.push(Buffer.from(chunk));
      response.end = end;
      response.writeHead = writeHead;
      if (fault.does) return fault.does(response, request);
      const changed = fault.change?.(JSON.parse(Buffer.concat(chunks).toString()));
      const code = typeof head?.[0] === 'number' ? head[0] : 200;
      return response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(changed));
    }) as typeof response.end;
    void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  const conformance = watched();
  const provider = finapiProvider({
    ...{ ...finapiClient, accessURL: url, testBanks: true, fetch: conformance.fetch },
    ...options,
  });
  const count = (at: RegExp) => asked.filter((path) => at.test(path)).length;
  const control = (path: string, body: object) =>
    fetch(`${url}/_sandbox${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  const begin = (clientUserID = 'anna', more: Partial<Context> = {}) =>
    provider.login({ id: 'FINAPI_280001' } as never, {}, { ...context(), clientUserID, ...more });
  const renew = (connection: Json, given = context()) =>
    provider.repair!({ id: 'FINAPI_280001' } as never, connection, given);
  /** Logs in, and waits until everything is there. */
  const connected = async (login = 'demo_no_msa', clientUserID?: string): Promise<Login> => {
    const begun = await begin(clientUserID);
    await logInAt(addressOf(begun), login, login.split('.')[0]);
    const outcome = (await settled(provider.status(pendingOf(begun), context()))) as Outcome<Login>;
    assertIs(outcome, 'done');
    return outcome.result;
  };
  /** Waits as long as finAPI takes its time. */
  const settled = async (begun: Promise<Outcome<unknown>> | undefined): Promise<Outcome<unknown>> => {
    let outcome = (await begun)!;
    for (let tries = 0; outcome.status === 'initialized' && tries < 100; tries++) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      outcome = await provider.status(pendingOf(outcome), context());
    }
    return outcome;
  };
  return { url, provider, renew, faults, asked, count, control, begin, connected, settled, conformance };
}

export const context = (signal = new AbortController().signal): Context => ({
  ...{ operationID: `test:${crypto.randomUUID()}`, appKey: 'test', signal, now: Date.now },
  returnURL: 'https://gateway.example/connect/v1/returned?state=test',
});

/** Where a redirect leads. */
export function addressOf(outcome: Outcome<unknown>): string {
  assertIs(outcome, 'user_input_required');
  const [asked] = outcome.userInputs;
  assert.equal(asked?.id, 'redirect');
  return asked.query;
}

/** What is kept of an operation, as it comes back from where it was kept. */
export function pendingOf(outcome: Outcome<unknown>): Json {
  assert.ok('pending' in outcome, JSON.stringify(outcome));
  return JSON.parse(JSON.stringify(outcome.pending)) as Json;
}

export function assertFails(outcome: Outcome<unknown>, type: string): void {
  assertIs(outcome, 'failed');
  assert.equal(outcome.type, type, JSON.stringify(outcome));
}
