import { calls, type CallName, type Connection } from '@connect-layer/protocol';

/** An answer, read. Its body is JSON, or text where it is something else. */
export interface Answered {
  status: number;
  headers: Headers;
  // A test says what it expects of a body; there is no type to hold it to.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  body: any;
}

type Headed = Record<string, string>;

const answers = ['123456', 'rex', '0'];

/** The sandbox's own app. */
export const sandboxKeys = {
  appKey: 'sandbox-app',
  appSecret: 'sandbox-secret',
  bundleID: 'sandbox-bundle',
};

/** The server of an app, which talks to a gateway: one in this process, or one at an address. */
export class Backend {
  constructor(
    private readonly send: (request: Request) => Promise<Response>,
    readonly url = 'http://gateway.example',
    readonly app = sandboxKeys,
  ) {}

  async post(path: string, body: unknown, headers: Headed = {}): Promise<Answered> {
    const response = await this.send(
      new Request(this.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    );
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    const read: unknown = isJson ? JSON.parse(text) : text;
    return { status: response.status, headers: response.headers, body: read };
  }

  /** Logs in as a page would, and answers whatever the bank asks. */
  async logIn(username = 'demo', institutionID = 'DAPIBANK_AE_ADCB'): Promise<Connection> {
    const { appKey, bundleID } = this.app;
    const whose = { appKey, bundleID, sessionKey: 'a-session-key-of-128-bits' };
    const credentials = { username, password: 'demo' };
    let { body } = await this.post('/connect/v1/login', {
      ...whose,
      ...{ clientUserID: 'someone', institutionID, credentials },
    });
    for (const answer of answers) {
      if (body.status !== 'user_input_required') break;
      const userInputs = body.userInputs.map(({ id, index }: { id: string; index: number }) => ({
        ...{ id, index, answer },
      }));
      const { operationID } = body;
      ({ body } = await this.post('/connect/v1/answer', { ...whose, operationID, userInputs }));
    }
    if (body.status !== 'done') throw new Error(`The login of ${username} is ${JSON.stringify(body)}`);
    return body.connection as Connection;
  }

  /** Exchanges the codes of a login. */
  exchange({ accessCode, connectionID }: Pick<Connection, 'accessCode' | 'connectionID'>, more: object = {}) {
    const { appSecret } = this.app;
    return this.post('/v2/auth/ExchangeToken', { appSecret, accessCode, connectionID, ...more });
  }

  /** A login and its access token: a connection that can be called. */
  async connect(username?: string, institutionID?: string): Promise<Connected> {
    const connection = await this.logIn(username, institutionID);
    const { accessToken } = (await this.exchange(connection)).body as { accessToken: string };
    return new Connected(this, connection, accessToken);
  }
}

/** A connection, as the app's server uses it. */
export class Connected {
  constructor(
    private readonly backend: Backend,
    readonly connection: Connection,
    readonly accessToken: string,
  ) {}

  /** Over HTTP API v2. */
  v2(name: CallName | `/${string}`, body: object = {}, headers: Headed = {}): Promise<Answered> {
    const { appSecret } = this.backend.app;
    const { userSecret } = this.connection;
    const authorization = `Bearer ${this.accessToken}`;
    const sent = { appSecret, userSecret, ...body };
    return this.backend.post(`/v2${pathOf(name)}`, sent, { authorization, ...headers });
  }

  /** By SDK forwarding, as from the app's own server. */
  forward(name: CallName | `/${string}`, body: object = {}, headers: Headed = {}): Promise<Answered> {
    const { appKey, appSecret } = this.backend.app;
    const { tokenID, userID, userSecret } = this.connection;
    const sent = { action: pathOf(name), appKey, appSecret, tokenID, userID, userSecret, ...body };
    return this.backend.post('/', sent, headers);
  }

  /** Over HTTP API v2, answering whatever the bank asks. */
  async read(name: CallName, body: object = {}): Promise<Answered> {
    let answered = await this.v2(name, body);
    for (const answer of answers) {
      const { status, operationID, userInputs } = answered.body;
      if (status !== 'user_input_required') break;
      const given = userInputs.map((asked: object) => ({ ...asked, answer }));
      answered = await this.v2(name, { ...body, operationID, userInputs: given });
    }
    return answered;
  }

  /** The id of the first account, for calls that want one. */
  async accountID(): Promise<string> {
    return (await this.read('getAccounts')).body.accounts[0].id as string;
  }
}

const pathOf = (name: CallName | `/${string}`): string =>
  name.startsWith('/') ? name : calls[name as CallName].path;

/** Days as calls want them: the last 30. */
export function lastMonth(now = Date.now()): { fromDate: string; toDate: string } {
  const day = (ago: number) => new Date(now - ago * 86_400_000).toISOString().slice(0, 10);
  return { fromDate: day(30), toDate: day(0) };
}
