import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { LitElement } from 'lit';
import type { Flow, Step } from '../flow/flow.js';
import { session, institution, institutionsOf, oneOfEachStep } from '../testing/examples.js';
import { element, events, field, show } from '../testing/shown.test-helper.js';
import { tellFailure } from './strings.js';

const shown = Object.entries(oneOfEachStep).filter(([step]) => step !== 'closed') as [Step, Flow][];

describe('every step', () => {
  for (const [step, flow] of shown)
    it(`${step} is a modal dialog named by its heading, accessible, with the focus inside`, async () => {
      const root = await show(flow);
      const dialog = field<HTMLDialogElement>(root, 'dialog');
      expect(dialog.matches(':modal')).to.be.true;
      expect(root.getElementById(dialog.getAttribute('aria-labelledby')!)?.textContent).to.match(/\w/);
      expect(root.activeElement, 'focus').not.to.equal(null);
      await expect(element).to.be.accessible();
    });

  for (const [step, flow] of shown)
    it(`${step} can be closed by button and by Escape`, async () => {
      const root = await show(flow);
      field(root, 'button.close').click();
      expect(events).to.deep.equal([{ type: 'close' }]);
      await sendKeys({ press: 'Escape' });
      expect(events.length).to.be.greaterThan(1);
      expect(events.at(-1)).to.deep.equal({ type: 'close' });
    });
});

describe('the dialog', () => {
  it('gives focus and scrolling back when it closes', async () => {
    const opener = document.body.appendChild(document.createElement('button'));
    opener.focus();
    await show(oneOfEachStep.search);
    expect(getComputedStyle(document.documentElement).overflow).to.equal('hidden');
    await show({ step: 'closed', outcome: 'cancelled' });
    element.remove();
    expect(document.activeElement).to.equal(opener);
    expect(getComputedStyle(document.documentElement).overflow).to.equal('visible');
    expect(document.adoptedStyleSheets).to.have.length(0);
    expect(document.documentElement.getAttribute('style')).to.equal(null);
    opener.remove();
  });

  it('counts as closed when the page takes it away, but not when it is moved', async () => {
    await show(oneOfEachStep.search);
    const home = document.body.appendChild(document.createElement('div'));
    home.append(element);
    await aTimeout(0);
    expect(events).to.deep.equal([]);
    expect(field(element.shadowRoot!, 'dialog').matches(':modal')).to.be.true;
    home.remove();
    await aTimeout(0);
    expect(events).to.deep.equal([{ type: 'close' }]);
  });
});

describe('waiting', () => {
  it('says how long it has been, once that is more than ten seconds', async () => {
    const now = Date.now;
    try {
      const root = await show(oneOfEachStep.connecting);
      const elapsed = field<LitElement>(root, 'dapi-elapsed');
      expect(elapsed.shadowRoot!.textContent.trim()).to.equal('');
      Date.now = () => now() + 12_500;
      elapsed.requestUpdate();
      await elapsed.updateComplete;
      expect(elapsed.shadowRoot!.textContent).to.contain('12 seconds');
    } finally {
      Date.now = now;
    }
  });

  it('can be left', async () => {
    const root = await show(oneOfEachStep.resuming);
    field(root, 'footer button').click();
    expect(events).to.deep.equal([{ type: 'back' }]);
  });
});

describe('failed', () => {
  it('has words of its own for what people meet, and one way to tell developers’ mistakes', () => {
    const bank = { institution: 'Example Bank' };
    const told = (type: string) => tellFailure(type, bank);
    expect(told('INVALID_CREDENTIALS').text).to.match(/^Example Bank did not recognise/);
    expect(told('ORIGIN_NOT_ALLOWED')).to.include({ title: 'This app is not set up yet', retry: false });
    expect(told('SOMETHING_NEW')).to.include({ title: 'The bank did not do that', retry: true });
  });

  it('offers another try and another bank', async () => {
    const root = await show(oneOfEachStep.failed);
    for (const button of root.querySelectorAll<HTMLElement>('footer button')) button.click();
    expect(events).to.deep.equal([{ type: 'retry' }, { type: 'back' }]);
    expect(root.textContent).to.contain('BANK_A:1');
  });
});

describe('finding a bank', () => {
  const bank = (id: string, name: string, country = 'AE', popular?: number) => ({
    ...institution,
    id,
    name,
    fullName: name,
    country,
    ...(popular && { popular }),
  });
  const { popular: _, ...unpopular } = institution;
  const banks = [
    { ...unpopular, id: 'A', name: 'Crédit Agricole', fullName: 'Crédit Agricole', country: 'FR' },
    { ...unpopular, id: 'B', name: 'First Gulf', fullName: 'Abu Dhabi First Gulf', country: 'AE' },
    bank('C', 'Gulf Bank', 'KW', 2),
    bank('D', 'Bank of the Gulf', 'AE', 1),
  ];
  const open = async () => {
    const root = await show({ step: 'search', session: { ...session, institutions: institutionsOf(banks) } });
    const search = field(root, 'dapi-institution-search');
    await waitUntil(() => search.shadowRoot?.querySelector('[role=option]'));
    return search.shadowRoot!;
  };

  it('is a combobox worked by keys alone', async () => {
    const root = await open();
    const input = field(root, '[role=combobox]');
    expect(root.activeElement).to.equal(input);
    await sendKeys({ type: 'gulf' });
    await sendKeys({ press: 'ArrowDown' });
    const active = root.getElementById(input.getAttribute('aria-activedescendant')!)!;
    expect(active.getAttribute('aria-selected')).to.equal('true');
    expect(active.textContent).to.contain('Bank of the Gulf');
    await sendKeys({ press: 'Enter' });
    expect(events).to.deep.equal([{ type: 'choose', institution: banks[3] }]);
  });

  it('takes the best fit on Enter, and announces how many there are', async () => {
    const root = await open();
    await sendKeys({ type: 'first gulf' });
    await waitUntil(() => field(root, '[role=status]').textContent === '1 bank');
    await sendKeys({ press: 'Enter' });
    expect(events).to.deep.equal([
      { type: 'searched', query: 'first gulf', results: 1 },
      { type: 'choose', institution: banks[1] },
    ]);
  });

  it('clears on Escape before the modal closes', async () => {
    const root = await open();
    await sendKeys({ type: 'zzz' });
    await waitUntil(() => root.textContent.includes('No bank found'));
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => field(root, '[role=combobox]').value === '');
    expect(events).to.deep.equal([]);
    await sendKeys({ press: 'Escape' });
    expect(events).to.deep.equal([{ type: 'close' }]);
  });

  it('takes a click', async () => {
    const root = await open();
    field(root, '[role=option]').click();
    expect(events).to.deep.equal([{ type: 'choose', institution: banks[3] }]);
  });

  it('is accessible with filters, results, nothing found and the form for a bank that is missing', async () => {
    const serving = banks.map((bank, at) => ({
      ...bank,
      serves: [at % 2 ? 'retail' : 'business'] as ['retail'],
    }));
    const list = institutionsOf([{ ...serving[0]!, health: 'down' }, ...serving.slice(1)]);
    const told: unknown[] = [];
    const report = (unlisted: unknown) => told.push(unlisted);
    const root = await show({
      step: 'search',
      session: { ...session, institutions: list, recent: ['B'], report },
    });
    const search = field(root, 'dapi-institution-search').shadowRoot!;
    await waitUntil(() => search.querySelectorAll('select').length === 2);
    const groups = [...search.querySelectorAll('[role=group]')].map((group) =>
      group.getAttribute('aria-label'),
    );
    expect(groups).to.deep.equal(['Used before', 'Popular', 'All banks']);
    await expect(element).to.be.accessible();
    await sendKeys({ type: 'agricloe' });
    await waitUntil(() => search.querySelectorAll('[role=option]').length === 1);
    expect(search.textContent).to.contain('Not reachable now');
    await expect(element).to.be.accessible();
    await sendKeys({ type: 'qxqxqx' });
    await waitUntil(() => search.textContent.includes('No bank found'));
    await expect(element).to.be.accessible();
    [...search.querySelectorAll('button')].at(-1)!.click();
    await waitUntil(() => search.querySelector('form'));
    expect(search.activeElement).to.equal(field(search, 'input'));
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    await waitUntil(() => search.textContent.includes('Thank you'));
    expect(told).to.deep.equal([{ query: 'agricloeqxqxqx' }]);
    expect(events).to.deep.equal([{ type: 'unlisted', query: 'agricloeqxqxqx' }]);
    expect(search.activeElement?.textContent).to.contain('Thank you');
    await expect(element).to.be.accessible();
  });

  it('leaves the form for a missing bank on Escape, and nothing else', async () => {
    const root = await open();
    [...root.querySelectorAll('button')].at(-1)!.click();
    await waitUntil(() => root.querySelector('form'));
    await sendKeys({ press: 'Escape' });
    await waitUntil(() => root.querySelector('[role=combobox]'));
    expect(events).to.deep.equal([]);
  });
});
