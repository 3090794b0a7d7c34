import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { powensApp, powensDoor, testConnector } from '@connect-layer/sandbox';
import { startDoor } from '@connect-layer/sandbox/node';

/**
 * A folder with a public client, as it is published: the package `pypowens` 0.1.0 of github.com/bartolije/pypowens,
 * commit 2d2d2f3. It is on no registry that is used here, so it is no dependency.
 */
const shared = process.env.SHARED ?? fileURLToPath(new URL('../../../../shared', import.meta.url));
const folder = process.env.POWENS_CLIENT ?? join(shared, 'clients');

const canRun = (python: string): boolean =>
  spawnSync(python, ['-c', 'import httpx, sys; sys.exit(sys.version_info < (3, 11))'], { stdio: 'ignore' })
    .status === 0;
const python = ['python3', '/usr/bin/python3'].find(canRun);

const missing = !existsSync(join(folder, 'pypowens/client.py'))
  ? `There is no pypowens in ${folder}.`
  : python
    ? undefined
    : 'There is no Python 3.11 with httpx.';

interface Spoken {
  connectors: string[];
  user: number;
  connections: { state: string | null; connector: string; accounts: number; created: string }[];
  accounts: { name: string; currency: string; balance: string; last_update: string | null }[];
  all: number;
  balances: Record<string, string>;
  one: string;
  transactions: number;
  pages: number;
  code: { access: string; expires_in: number };
  renewed: boolean;
  exchanged: boolean;
  left: number;
  refused: [string, number, string];
  revoked: [string, number, string];
}

/** What somebody does who has the client and a token. */
const script = `
import asyncio, json, sys
from pypowens import PowensClient, PowensAPIError
url, client_id, client_secret, token = sys.argv[1:]

async def main():
    out = {}
    async with PowensClient(url, client_id=client_id, client_secret=client_secret) as p:
        if not token:
            made = await p.create_user()
            return {"token": made.access_token, "id": made.id_user, "type": made.type}
        out["connectors"] = [c.name for c in await p.list_connectors(country_codes="be")]
        p.access_token = token
        user = await p.get_current_user()
        assert user.signin is not None
        out["user"] = user.id
        connections = await p.list_connections()
        out["connections"] = [{"state": c.state, "connector": c.connector.name, "accounts": len(c.accounts), "created": c.created.isoformat()} for c in connections]
        listed = await p.list_accounts()
        out["accounts"] = [{"name": a.name, "currency": a.currency, "balance": str(a.balance), "last_update": a.last_update and a.last_update.isoformat()} for a in listed.accounts]
        out["balances"] = {k: str(v) for k, v in listed.balances.items()}
        out["all"] = len((await p.list_accounts(include_disabled=True)).accounts)
        out["one"] = (await p.get_account(listed.accounts[0].id)).name
        whole = await p.list_transactions()
        paged = await p.list_transactions(limit=50)
        assert all(t.date and t.value is not None and t.original_wording for t in whole)
        assert [t.id for t in whole] == [t.id for t in paged]
        out["transactions"] = len(whole)
        out["pages"] = -(-len(paged) // 50)
        code = await p.get_temporary_code()
        out["code"] = {"access": code["access"], "expires_in": code["expires_in"]}
        out["exchanged"] = bool((await p.exchange_code(code["code"])).access_token)
        out["renewed"] = bool((await p.renew_token(user.id)).access_token)
        await p.delete_connection(connections[0].id)
        out["left"] = len(await p.list_connections())
        try:
            await p.get_account(1)
        except PowensAPIError as e:
            out["refused"] = [type(e).__name__, e.status_code, e.code]
        await p.revoke_token()
        p.access_token = "revoked"
        try:
            await p.get_current_user()
        except PowensAPIError as e:
            out["revoked"] = [type(e).__name__, e.status_code, e.code]
    return out

print(json.dumps(asyncio.run(main())))
`;

describe('a public client runs against the imitation, unchanged', { skip: missing ?? false }, () => {
  let door: Awaited<ReturnType<typeof startDoor>>;
  before(async () => {
    door = await startDoor(powensDoor(), { port: 0, usual: 0, option: '' });
  });
  after(() => door.close());

  const speak = (token = ''): Promise<unknown> => {
    const args = ['-c', script, door.url, powensApp.clientID, powensApp.clientSecret, token];
    const child = spawn(python!, args, {
      env: { ...process.env, PYTHONPATH: folder, PYTHONDONTWRITEBYTECODE: '1' },
    });
    let [stdout, stderr] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    return new Promise((resolve, reject) =>
      child.on('close', (code) => (code === 0 ? resolve(JSON.parse(stdout)) : reject(new Error(stderr)))),
    );
  };

  it('makes somebody, lists banks, reads everything page by page, and ends it', async () => {
    const made = (await speak()) as { token: string; id: number; type: string };
    assert.equal(made.type, 'permanent');
    const ask = async (method: string, path: string, body: object) => {
      const headers = { authorization: `Bearer ${made.token}`, 'content-type': 'application/json' };
      const response = await fetch(`${door.url}/2.0/users/me${path}`, {
        method,
        headers,
        body: JSON.stringify(body),
      });
      return (await response.json()) as { id: number };
    };
    const credentials = { openapiwebsite: 'par', login: 'a', password: '1234' };
    const { id } = await ask('POST', '/connections', { connector_uuid: testConnector, ...credentials });
    for (const account of [id + 2, id + 3]) await ask('PUT', `/accounts/${account}?all`, { disabled: false });
    await ask('POST', `/connections/${id}?source=directaccess`, { directaccesswebsite: 'par' });
    await new Promise((resolve) => setTimeout(resolve, 400));

    const spoken = (await speak(made.token)) as Spoken;
    assert.deepEqual(spoken.connectors, ['Banque Demi-Lune']);
    assert.equal(spoken.user, made.id);
    assert.deepEqual(
      spoken.connections.map(({ state, connector, accounts }) => [state, connector, accounts]),
      [[null, 'Connecteur de test', 2]],
    );
    assert.deepEqual(
      spoken.accounts.map(({ name, currency }) => [name, currency]),
      [
        ['Compte chèque', 'EUR'],
        ['Carte Premier', 'EUR'],
      ],
    );
    assert(
      spoken.accounts.every(({ last_update }) => last_update),
      'The accounts are not up to date.',
    );
    assert.equal(spoken.all, 6);
    assert.equal(spoken.one, 'Compte chèque');
    assert(Number(spoken.balances.EUR) > 7000, JSON.stringify(spoken.balances));
    assert(spoken.transactions > 200 && spoken.pages > 4, `${spoken.transactions} on ${spoken.pages} pages`);
    assert.deepEqual(spoken.code, { access: 'single', expires_in: 1800 });
    assert.deepEqual([spoken.renewed, spoken.exchanged, spoken.left], [true, true, 0]);
    assert.deepEqual(spoken.refused, ['PowensAPIError', 404, 'notFound']);
    assert.deepEqual(spoken.revoked, ['PowensAuthError', 401, 'invalidToken']);
  });
});
