import assert from 'node:assert/strict';
import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { browserFiles } from './node.js';

const files = browserFiles();
const get = (path: string, headers: Record<string, string> = {}) =>
  files(path, new Request(`http://gateway.example${path}`, { headers }));

for (const path of [
  '/dapi/v2/../../package.json',
  '/dapi/v2/../../src/index.js',
  '/dapi/v2/..%2f..%2fpackage.json',
  '/dapi/v2/package.json',
  '/dapi/v2/',
  '/dapi/v2/sdk.css',
  '/dapi/v2/nothing-of-this-name.js',
  '/constructor',
  '/',
])
  it(`is silent about ${path}`, async () => assert.equal(await get(path), undefined));

const built = existsSync(fileURLToPath(import.meta.resolve('@connect-layer/connect/browser/sdk.js')));
describe('the script-tag build', { skip: !built && 'not built' }, () => {
  for (const path of ['/dapi/v2/sdk.js', '/connect/v3/connector.js'])
    it(`is found at ${path}, and asked for again after a while`, async () => {
      const response = await get(path);
      assert.equal(response?.status, 200);
      assert.equal(response.headers.get('content-type'), 'text/javascript; charset=utf-8');
      assert.equal(response.headers.get('cache-control'), 'public, max-age=300');
      assert.match(await response.text(), /Dapi/);
    });

  it('has the languages beside the script and beside the frame, to be kept for ever', async () => {
    const built = fileURLToPath(import.meta.resolve('@connect-layer/connect/browser/sdk.js'));
    const file = readdirSync(dirname(built)).find((name) => /^language-ar-.*\.js$/.test(name)) ?? '';
    for (const folder of ['/dapi/v2', '/connect/v3', '/connect/v1']) {
      const response = await get(`${folder}/${file}`);
      assert.equal(response?.status, 200, folder);
      assert.match(response.headers.get('cache-control') ?? '', /immutable/);
      assert.match(await response.text(), /\p{Script=Arabic}/u);
    }
  });

  it('is sent as small as the browser can take it', async () => {
    const plain = await (await get('/dapi/v2/sdk.js'))?.text();
    const gzip = await get('/dapi/v2/sdk.js', { 'accept-encoding': 'gzip, deflate' });
    assert.equal(gzip?.headers.get('content-encoding'), 'gzip');
    assert.equal(gunzipSync(await gzip.arrayBuffer()).toString(), plain);
    const brotli = await get('/dapi/v2/sdk.js', { 'accept-encoding': 'gzip, deflate, br' });
    assert.equal(brotli?.headers.get('content-encoding'), 'br');
    assert.equal(brotli.headers.get('vary'), 'accept-encoding');
  });

  it('need not be sent again while it is the same', async () => {
    const etag = (await get('/dapi/v2/sdk.js'))?.headers.get('etag') ?? '';
    const again = await get('/dapi/v2/sdk.js', { 'if-none-match': etag });
    assert.deepEqual([again?.status, await again?.text()], [304, '']);
  });
});
