import { finapiDoor, type FinapiDoorOptions } from '../finapi.js';

/** An answer of the door. */
export interface Said {
  status: number;
  // A test says what it expects of a body; there is no type to hold it to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
  headers: Headers;
}

/** Where the door of a test is. */
export const origin = 'http://localhost:8788';

/** A door at which time stands still unless it is told to go on, and somebody who talks to it. */
export function visit(options: FinapiDoorOptions = {}) {
  const called: { url: string; body: unknown }[] = [];
  const fetch: typeof globalThis.fetch = async (url, init) => {
    called.push({ url: url as string, body: JSON.parse(init?.body as string) });
    return new Response();
  };
  const door = finapiDoor({ now: () => Date.parse('2026-08-13T10:00:00Z'), fetch, ...options });

  const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Said> => {
    const response = await door(new Request(origin + path, { method, ...init }));
    const text = await response.text();
    const isJSON = response.headers.get('content-type')?.includes('json');
    return { status: response.status, body: isJSON ? JSON.parse(text) : text, headers: response.headers };
  };
  const as =
    (token: string) =>
    (method: string, path: string, body?: unknown): Promise<Said> =>
      ask(method, path, {
        headers: {
          authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
  const grant = (fields: Record<string, string>) =>
    ask('POST', '/api/v2/oauth/token', {
      body: new URLSearchParams({
        client_id: 'sandbox-finapi-client',
        client_secret: 'sandbox-finapi-secret',
        ...fields,
      }),
    });
  const client = async () => {
    const { body } = await grant({ grant_type: 'client_credentials' });
    return as(body.access_token as string);
  };
  const login = (username: string) => grant({ grant_type: 'password', username, password: 'password' });
  /** A user of a name, who need not be there yet. */
  const user = async (id = 'anna') => {
    await (
      await client()
    )('POST', '/api/v2/users', { id, password: 'password' });
    return as((await login(id)).body.access_token as string);
  };
  const pass = (milliseconds: number) =>
    ask('POST', '/_sandbox/clock', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ advance: milliseconds }),
    });
  const inForm = (id: string, body: object) =>
    ask('POST', `/_sandbox/forms/${id}`, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  /** Connects a bank, and lets time pass until everything is there. */
  const connected = async (
    asUser: Awaited<ReturnType<typeof user>>,
    login = 'demo_no_msa',
    more: object = {},
  ) => {
    const form = await asUser('POST', '/api/webForms/bankConnectionImport', {
      bank: { id: 280001 },
      ...more,
    });
    await inForm(form.body.id as string, { do: 'log in', login, pin: login.split('.')[0] });
    await pass(10_000);
    const { body } = await asUser('GET', `/api/webForms/${form.body.id}`);
    return body.payload.bankConnectionId as number;
  };
  return { ask, as, grant, client, login, user, pass, inForm, connected, called };
}
