import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { UserInput } from '@connect-layer/protocol';
import { accounts, oneOfEachStep } from '../../testing/examples.js';
import { delivered, element, events, field, show } from '../../testing/shown.test-helper.js';

type Options = NonNullable<UserInput['queryOptions']>;
const offer = (change: (options: Options) => Options = (options) => options) =>
  show({
    ...oneOfEachStep.accounts,
    input: { ...accounts, queryOptions: change(accounts.queryOptions!) },
  });

const boxes = (root: ShadowRoot) => [...root.querySelectorAll<HTMLInputElement>('[name=answer-0]')];
const share = (root: ShadowRoot) => field(root, 'button[type=submit]');
const text = (of: Element) => of.textContent.trim().replace(/\s+/g, ' ');

describe('choosing accounts', () => {
  it('shows what each is known by, and chooses none beforehand', async () => {
    const root = await offer();
    await expect(element).to.be.accessible();
    const rows = [...root.querySelectorAll('label.account')].map(text);
    expect(rows).to.deep.equal([
      'Everyday Current · ••1234 AED 1,234.50',
      'For later Savings · ••5678',
      'House ••9012',
    ]);
    expect(boxes(root).some(({ checked }) => checked)).to.equal(false);
    expect(text(share(root))).to.equal('Share accounts');
    expect(text(field(root, 'legend'))).to.equal('Which accounts?');
    expect(root.activeElement).to.equal(field(root, '#title'));
  });

  it('hands over those that are chosen, by a click anywhere in their row', async () => {
    const root = await offer();
    field(root, 'label.account:nth-of-type(4) .names').click();
    expect(text(share(root))).to.equal('Share 1 account');
    boxes(root)[0]!.click();
    expect(text(share(root))).to.equal('Share 2 accounts');
    share(root).click();
    expect(await delivered()).to.deep.equal([{ id: 'accounts', index: 0, answer: 'a,c' }]);
  });

  it('keeps those that the bank has chosen', async () => {
    const root = await offer((options) => options.map((one, i) => ({ ...one, chosen: i === 1 })));
    expect(boxes(root).map(({ checked }) => checked)).to.deep.equal([false, true, false]);
    expect(text(share(root))).to.equal('Share 1 account');
    share(root).click();
    expect(await delivered()).to.deep.equal([{ id: 'accounts', index: 0, answer: 'b' }]);
  });

  it('needs one, and says so', async () => {
    const root = await offer();
    share(root).click();
    expect(events).to.deep.equal([]);
    const error = field(root, '.error');
    expect([text(error), error.getAttribute('role')]).to.deep.equal([
      'Choose at least one account.',
      'alert',
    ]);
    expect(field(root, 'fieldset').getAttribute('aria-describedby')).to.equal(error.id);
    expect(root.activeElement).to.equal(boxes(root)[0]);
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Space' });
    expect(text(error)).to.equal('');
    await sendKeys({ press: 'Enter' });
    expect(await delivered()).to.deep.equal([{ id: 'accounts', index: 0, answer: 'a' }]);
  });

  it('selects all at once, and knows when that is only half true', async () => {
    const root = await offer();
    const all = field(root, '.every');
    const state = () => [all.checked, all.indeterminate, text(share(root))];
    all.click();
    expect(state()).to.deep.equal([true, false, 'Share 3 accounts']);
    boxes(root)[1]!.click();
    expect(state()).to.deep.equal([false, true, 'Share 2 accounts']);
    boxes(root)[1]!.click();
    expect(state()).to.deep.equal([true, false, 'Share 3 accounts']);
    all.click();
    expect(state()).to.deep.equal([false, false, 'Share accounts']);
    expect(boxes(root).some(({ checked }) => checked)).to.equal(false);
  });

  it('does not offer that for two', async () =>
    expect((await offer((options) => options.slice(0, 2))).querySelector('.every')).to.equal(null));

  it('bears what a bank may say of money and of kinds', async () => {
    const root = await offer(([first]) => [
      { ...first!, account: { number: '12', type: 'toString', balance: { amount: -5, currency: 'Points' } } },
    ]);
    expect(text(field(root, 'label.account'))).to.equal('Everyday ••12 -5 Points');
  });
});
