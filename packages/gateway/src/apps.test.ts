import assert from 'node:assert/strict';
import { it } from 'node:test';
import { allowsOrigin, isFromItsPage, loopbackOrigins, type App } from './apps.js';

const appWith = (...origins: string[]): App => ({
  ...{ appKey: 'key', appSecret: 'secret', name: 'App', bundleIDs: ['bundle'], environment: 'sandbox' },
  origins,
});

for (const [allowed, origin, expected] of [
  ['https://shop.example', 'https://shop.example', true],
  ['https://shop.example', 'http://shop.example', false],
  ['https://shop.example', 'https://shop.example:8443', false],
  ['https://shop.example', 'https://shop.example.evil.example', false],
  ['https://shop.example', 'https://www.shop.example', false],
  ['https://shop.example', 'null', false],
  ['http://localhost:*', 'http://localhost:5173', true],
  ['http://localhost:*', 'http://localhost', true],
  ['http://localhost:*', 'https://localhost:5173', false],
  ['http://localhost:*', 'http://localhost.evil.example:80', false],
  ['http://localhost:*', 'http://localhost:80.evil.example', false],
] as const)
  it(`${allowed} ${expected ? 'lets in' : 'keeps out'} ${origin}`, () =>
    assert.equal(allowsOrigin(appWith(allowed), origin), expected));

it('lets in what any of several allow, and nothing when there is none', () => {
  assert(allowsOrigin(appWith('https://a.example', 'https://b.example'), 'https://b.example'));
  assert(!allowsOrigin(appWith(), 'https://a.example'));
});

it('knows every way to say this machine', () => {
  const app = appWith(...loopbackOrigins);
  for (const host of ['localhost', '127.0.0.1', '[::1]'])
    assert(allowsOrigin(app, `http://${host}:1234`), host);
  assert(!allowsOrigin(app, 'http://192.168.0.1:1234'));
});

it('knows the gateway’s own pages by its address or, behind a proxy, by the browser’s word', () => {
  const app = appWith('https://shop.example');
  const from = (headers: Record<string, string>) =>
    isFromItsPage(app, new Request('http://10.0.0.7:8787/connect/v1/login', { headers }));
  assert.equal(from({}), undefined);
  assert.equal(from({ origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }), true);
  assert.equal(from({ origin: 'http://10.0.0.7:8787' }), true);
  assert.equal(from({ origin: 'https://pay.example', 'sec-fetch-site': 'same-origin' }), true);
  assert.equal(from({ origin: 'https://pay.example', 'sec-fetch-site': 'same-site' }), false);
  assert.equal(from({ origin: 'https://pay.example' }), false);
  assert.equal(from({ origin: 'null', 'sec-fetch-site': 'cross-site' }), false);
});
