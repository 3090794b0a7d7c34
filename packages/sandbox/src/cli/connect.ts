import { connectPaths, Operation, type Connection } from '@connect-layer/protocol';

/** A login as a page would do it, and with what. */
export interface ConnectOptions {
  /** The gateway, without a slash at the end. */
  url: string;
  institutionID: string;
  username: string;
  password: string;
  /** Answers the bank when it asks for a code. */
  code: string | undefined;
  appKey: string;
  bundleID: string;
  clientUserID: string;
}

export type Codes = Pick<Connection, 'accessCode' | 'connectionID' | 'userSecret' | 'tokenID' | 'userID'>;

/** Logs in over the Connect API. Rejects with the failure's type when the bank, or the gateway, refuses. */
export async function connectBank(options: ConnectOptions): Promise<Codes> {
  const { url, institutionID, username, password, code, appKey, bundleID, clientUserID } = options;
  const sessionKey = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url');
  const app = { appKey, bundleID, sessionKey };
  const credentials = { username, password };

  let operation = await post(url, connectPaths.login, { ...app, clientUserID, institutionID, credentials });
  if (operation.status === 'user_input_required') {
    const { operationID } = operation;
    const answer = code ?? fail('The bank asks for a code. Answer with --code.');
    const userInputs = operation.userInputs.map(({ id, index }) => ({ id, index, answer }));
    operation = await post(url, connectPaths.answer, { ...app, operationID, userInputs });
  }
  if (operation.status === 'failed') fail(`${operation.type ?? 'FAILED'}: ${operation.msg}`);
  if (operation.status !== 'done' || !operation.connection)
    fail(`The login did not end: it is ${operation.status}.`);
  const { accessCode, connectionID, userSecret, tokenID, userID } = operation.connection;
  return { accessCode, connectionID, userSecret, tokenID, userID };
}

async function post(url: string, path: string, body: object): Promise<Operation> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url + path, { method: 'POST', headers, body: JSON.stringify(body) }).catch(
    (cause: unknown) => fail(`SERVER_ERROR: There is no gateway at ${url}.`, cause),
  );
  const answer: unknown = await response.json().catch(() => undefined);
  const parsed = await Operation['~standard'].validate(answer);
  if (parsed.issues) fail(`UNEXPECTED_RESPONSE: What answers at ${url} is not a gateway.`);
  return parsed.value;
}

function fail(message: string, cause?: unknown): never {
  throw new Error(message, { cause });
}
