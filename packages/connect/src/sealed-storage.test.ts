import { expect } from '@open-wc/testing';
import { readAll, write } from './sealed-storage.js';

const owner = { appKey: 'app', clientUserID: 'someone' };
const minute = 60_000;

describe('storage', () => {
  it('that never answers is done without, and tried again the next time', async () => {
    const { open } = indexedDB;
    indexedDB.open = () => new EventTarget() as IDBOpenDBRequest;
    try {
      const both = [write(owner, 'test ', 'one', { some: 'thing' }, minute), readAll(owner, 'test ')];
      expect(await Promise.all(both)).to.deep.equal([false, []]);
    } finally {
      indexedDB.open = open;
    }
    expect(await write(owner, 'test ', 'one', { some: 'thing' }, minute)).to.equal(true);
    expect(await readAll(owner, 'test ')).to.deep.equal([{ some: 'thing' }]);
  }).timeout(10_000);
});
