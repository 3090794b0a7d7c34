import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, it } from 'node:test';
import { freshState } from '../state/state.js';
import { visit } from '../visit.test-helper.js';
import { openStateFile } from './state-file.js';

let folder: string;
before(async () => void (folder = await mkdtemp(join(tmpdir(), 'sandbox-'))));
after(() => rm(folder, { recursive: true }));

const to = { name: 'Ada Example', iban: 'AE070331234567890123456' };

it('is fresh when there is no file, and writes none until something happens', async () => {
  const { state, written } = await openStateFile(join(folder, 'none.json'));
  assert.deepEqual(state, freshState());
  await written();
  assert.deepEqual(await readdir(folder), []);
});

it('knows again what happened, so that a repeated transfer moves nothing', async () => {
  const path = join(folder, 'state.json');
  const order = { ...to, amount: '10', idempotencyKey: 'key' };
  const live = async () => {
    const file = await openStateFile(path);
    const { ask, balances, first } = await visit(file).customer();
    const outcome = await ask('createTransfer', { ...order, senderID: first.id });
    const after = await balances();
    await file.written();
    return [outcome, after];
  };
  const before = await live();
  assert.deepEqual(await live(), before);
  assert.deepEqual(await readdir(folder), ['state.json'], 'nothing half written is left');
  assert.equal((await stat(path)).mode & 0o077, 0, 'nobody else reads it');
});

it('is never found half written', async () => {
  const path = join(folder, 'busy.json');
  const file = await openStateFile(path);
  const { get, first } = await visit(file).customer();
  for (let i = 0; i < 30; i++) {
    await get('createTransfer', { ...to, senderID: first.id, amount: '1' });
    await new Promise((resolve) => setTimeout(resolve, 1));
    const text = await readFile(path, 'utf8').catch(() => '{}');
    assert.doesNotThrow(() => JSON.parse(text));
  }
  await file.written();
  assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), file.state);
});

for (const [what, text] of [
  ['nothing', ''],
  ['no JSON', '{'],
  ['something else', '{"version":2}'],
  ['money in parts of a hundredth', JSON.stringify({ ...freshState(), reference: 'x' })],
] as const)
  it(`refuses a file that holds ${what}, and leaves it as it is`, async () => {
    const path = join(folder, 'other.json');
    await writeFile(path, text);
    await assert.rejects(openStateFile(path), /^Error: The state file holds something else/);
    assert.equal(await readFile(path, 'utf8'), text);
  });

it('says so when it cannot be read or written', async () => {
  await assert.rejects(openStateFile(folder), /cannot be read/);
  const { changed, written } = await openStateFile(join(folder, 'no', 'such', 'folder.json'));
  changed();
  await assert.rejects(written());
});
