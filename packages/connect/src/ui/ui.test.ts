import { aTimeout, expect, fixtureCleanup, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { UserInput } from '@connect-layer/protocol';
import type { LitElement } from 'lit';
import type { ConnectClient } from '../connect-client.js';
import type { Flow, FlowEvent, Step } from '../flow/flow.js';
import { session, institution, oneOfEachStep, otp } from '../testing/examples.js';
import type { DapiConnect } from './dapi-connect.js';
import { defineElements } from './elements.js';
import { match } from './institution-match.js';
import { tellFailure } from './strings.js';

defineElements();

let element: DapiConnect;
let events: FlowEvent[];

/** Shows a step as the controller does, and gives what is inside. */
async function show(flow: Flow): Promise<ShadowRoot> {
  if (!element.isConnected) document.body.append(element);
  const log = events; // What an element says after its test is of no interest to the next.
  element.show(flow, (event) => log.push(event));
  await element.updateComplete;
  await aTimeout(0);
  return element.shadowRoot!;
}

const field = <E extends HTMLElement = HTMLInputElement>(root: ParentNode, selector: string): E => {
  const found = root.querySelector<E>(selector);
  if (!found) throw new Error(`Nothing is ${selector}.`);
  return found;
};

beforeEach(() => {
  events = [];
  element = document.createElement('dapi-connect');
});
afterEach(() => {
  element.remove();
  fixtureCleanup();
});

/** What the last event would hand to the gateway. */
async function delivered(): Promise<unknown> {
  const event = events.at(-1);
  let given: unknown;
  const client = {
    login: async (login: unknown) => (given = login),
    answer: async (_name: unknown, answers: unknown) => (given = answers),
  } as unknown as ConnectClient;
  const { signal } = new AbortController();
  if (event?.type === 'submit') await event.deliver({} as never, client, signal);
  if (event?.type === 'answer') await event.deliver({} as never, client, signal);
  return given;
}

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

describe('credentials', () => {
  it('hands over what was typed, under the names of the fields', async () => {
    const root = await show(oneOfEachStep.credentials);
    await sendKeys({ type: 'someone' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'secret' });
    await sendKeys({ press: 'Enter' });
    expect(await delivered()).to.deep.equal({ credentials: { username: 'someone', password: 'secret' } });
    expect(events).to.have.length(1);
    expect(events[0]).to.have.property('typed').that.deep.equals({ username: 'someone' });
    expect(root.innerHTML).not.to.contain('secret');
  });

  it('labels the fields as the bank does, and lets password managers in', async () => {
    const root = await show(oneOfEachStep.credentials);
    const [name, secret] = [field(root, '[name=username]'), field(root, '[name=password]')];
    expect([name.labels![0]!.textContent, secret.labels![0]!.textContent]).to.deep.equal([
      'Customer number',
      'Passcode',
    ]);
    expect([name.autocomplete, secret.autocomplete]).to.deep.equal(['username', 'current-password']);
  });

  it('says which field is empty, beside it, until it is filled', async () => {
    const root = await show(oneOfEachStep.credentials);
    field(root, 'button[type=submit]').click();
    const name = field(root, '[name=username]');
    expect(root.activeElement).to.equal(name);
    expect(name.ariaInvalid).to.equal('true');
    const message = root.getElementById(name.getAttribute('aria-describedby')!)!;
    expect(message.hidden).to.be.false;
    expect(message.textContent).to.contain('Customer number');
    await expect(element).to.be.accessible();
    await sendKeys({ type: 'x' });
    expect(message.hidden).to.be.true;
    expect(name.ariaInvalid).to.equal(null);
    expect(events).to.deep.equal([]);
  });

  it('shows the password on demand', async () => {
    const root = await show(oneOfEachStep.credentials);
    const button = field(root, 'button[aria-pressed]');
    button.click();
    expect(field(root, '[name=password]').type).to.equal('text');
    expect(button.ariaPressed).to.equal('true');
    button.click();
    expect(field(root, '[name=password]').type).to.equal('password');
  });

  it('fills in again what is not secret', async () => {
    const root = await show({ ...oneOfEachStep.credentials, typed: { username: 'someone' } });
    expect(field(root, '[name=username]').value).to.equal('someone');
    expect(field(root, '[name=password]').value).to.equal('');
  });
});

describe('challenge', () => {
  const ask = (...userInputs: UserInput[]) => show({ ...oneOfEachStep.challenge, userInputs });

  it('takes a code, spaces or not', async () => {
    const root = await ask(otp);
    expect(field(root, 'input').autocomplete).to.equal('one-time-code');
    expect(root.textContent).to.contain('Enter the code.');
    await sendKeys({ type: '123 456' });
    await sendKeys({ press: 'Enter' });
    expect(await delivered()).to.deep.equal([{ id: 'otp', index: 0, answer: '123456' }]);
  });

  it('takes two answers at once', async () => {
    await ask(otp, { id: 'secret_question', index: 1, query: 'First pet?', answer: '' });
    await sendKeys({ type: '1' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: ' Rex the dog ' });
    await sendKeys({ press: 'Enter' });
    expect(await delivered()).to.deep.equal([
      { id: 'otp', index: 0, answer: '1' },
      { id: 'secret_question', index: 1, answer: 'Rex the dog' },
    ]);
  });

  it('offers choices as radio buttons', async () => {
    const queryOptions = [
      { index: 0, content: 'By text message' },
      { index: 1, content: 'By letter' },
    ];
    const root = await ask({ id: 'multiple_choice', index: 0, query: 'How?', queryOptions, answer: '' });
    await expect(element).to.be.accessible();
    field(root, '[value="1"]').click();
    field(root, 'button[type=submit]').click();
    expect(await delivered()).to.deep.equal([{ id: 'multiple_choice', index: 0, answer: '1' }]);
  });

  it('leads to the page of the bank by a plain link, and to nothing else', async () => {
    const root = await ask({ id: 'redirect', index: 0, query: 'https://bank.example/form', answer: '' });
    const link = field<HTMLAnchorElement>(root, 'a');
    expect([link.href, link.target, link.rel]).to.deep.equal([
      'https://bank.example/form',
      '_blank',
      'noopener',
    ]);
    await expect(element).to.be.accessible();
    field(root, 'button[type=submit]').click();
    expect(await delivered()).to.deep.equal([{ id: 'redirect', index: 0, answer: '' }]);
    const unsafe = await ask({ id: 'redirect', index: 0, query: 'javascript:alert(1)', answer: '' });
    expect(unsafe.querySelector('a')).to.equal(null);
  });

  it('asks for nothing but a nod where the bank wants none', async () => {
    const root = await ask({ id: 'confirmation', index: 0, query: 'Approve in the app.', answer: '' });
    expect(root.querySelector('input')).to.equal(null);
    field(root, 'button[type=submit]').click();
    expect(events).to.have.length(1);
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
  const found = (query: string) =>
    match(banks, query, (code) => (code === 'KW' ? 'Kuwait' : code)).map(({ id }) => id);

  it('ignores case and accents', () => expect(found('credit AGRI')).to.deep.equal(['A']));
  it('takes words in any order', () => expect(found('gulf first')).to.deep.equal(['B']));
  it('finds by country', () => expect(found('kuwait')).to.deep.equal(['C']));
  it('puts names that begin so first, then popular ones', () =>
    expect(found('gulf')).to.deep.equal(['C', 'D', 'B']));
  it('finds the middle of a word last', () => expect(found('ulf')).to.deep.equal(['D', 'C', 'B']));
  it('finds nothing where nothing fits', () => expect(found('zzz')).to.deep.equal([]));
  it('lists all when nothing is typed', () => expect(found('  ')).to.have.length(4));

  const open = async () => {
    const root = await show({ step: 'search', session: { ...session, institutions: banks } });
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
    expect(events).to.deep.equal([{ type: 'choose', institution: banks[1] }]);
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
});
