import assert from 'node:assert/strict';
import { it } from 'node:test';
import { finapiProvider } from '@connect-layer/gateway/providers/finapi';
import { finapiClient, finapiDoor } from '@connect-layer/sandbox';
import { startDoor } from '@connect-layer/sandbox/node';
import { FinapiForm, logInAt } from '../models/finapi-form.js';
import { testProvider } from './contract.js';
import { notChecked, watched } from './finapi/conformance.js';

const conformance = watched();

/** finAPI's adapter over HTTP, in front of a simulated finAPI; all that passes between them is looked at. */
async function start() {
  const sandbox = await startDoor(finapiDoor(), { port: 0, usual: 0, option: '' });
  const { fetch } = conformance;
  const provider = finapiProvider({ ...finapiClient, accessURL: sandbox.url, testBanks: true, fetch });
  return { provider, stop: sandbox.close };
}

const does = [
  ...(['getIdentity', 'getAccounts', 'getCompleteAccounts', 'getBalance', 'getTransactions'] as const),
  ...(['getCategorizedTransactions', 'getAccountsMetadata', 'transferAutoflow'] as const),
];
const secrets = [finapiClient.clientSecret, 'planted-password'];

testProvider({
  name: 'finAPI, by a form,',
  start,
  institutionID: 'FINAPI_280001',
  people: {
    welcome: { username: 'demo_no_msa', password: 'demo_no_msa' },
    refused: { username: 'demo', password: 'planted-password' },
  },
  visit: async (address, { username = '', password }) => void (await logInAt(address, username, password)),
  does,
  secrets,
});

testProvider({
  name: 'finAPI, at a bank with a page of its own,',
  start,
  institutionID: 'FINAPI_280002',
  people: {
    welcome: { username: 'demo' },
    refused: { username: 'nobody' },
  },
  visit: async (address, { username = '' }) => {
    const form = await FinapiForm.open(address);
    if (form.heading === 'Confirm the payment') await form.send({});
    if (form.heading === 'Done') return;
    await (await form.follow()).send({ 'User name': username }, 'Log in and confirm');
  },
  does,
  secrets,
});

it('says nothing that finAPI does not, and hears nothing', { skip: notChecked }, () => {
  assert.deepEqual(conformance.problems, []);
  assert.ok(conformance.seen.size > 10, [...conformance.seen].join());
});
