import { errorTypes, type UserInput } from '@connect-layer/protocol';
import { aTimeout, expect, waitUntil } from '@open-wc/testing';
import { setViewport } from '@web/test-runner-commands';
import type { LitElement } from 'lit';
import type { Flow } from '../flow/flow.js';
import { oneOfEachStep } from '../testing/examples.js';
import { pseudo, pseudoWords } from '../testing/pseudo.js';
import type { DapiConnect } from './dapi-connect.js';
import { defineElements } from './elements.js';
import { words as arabic } from './languages/ar.js';
import { words as german } from './languages/de.js';
import { english } from './languages/en.js';
import { inEnglish, type Speech } from './speech.js';

defineElements();

const inArabic: Speech = { language: 'ar', locale: 'ar-AE', direction: 'rtl', words: arabic };
const inGerman: Speech = { language: 'de', locale: 'de', direction: 'ltr', words: german };
const inStrange: Speech = { ...inEnglish, words: pseudoWords(english) };

const asks = (...userInputs: UserInput[]): Flow => ({ ...oneOfEachStep.challenge, userInputs });
const input = (id: UserInput['id'], more: Partial<UserInput> = {}): UserInput => {
  return { id, index: 0, query: 'ASKED BY THE BANK', answer: '', ...more };
};

/** Every screen, and every face that it has. */
const screens: Readonly<Record<string, Flow>> = {
  ...Object.fromEntries(Object.entries(oneOfEachStep).filter(([step]) => step !== 'closed')),
  'challenge: pin': asks(input('pin')),
  'challenge: token': asks(input('token')),
  'challenge: secret question': asks(input('secret_question')),
  'challenge: captcha': asks(input('captcha', { query: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' })),
  'challenge: confirmation': asks(input('confirmation')),
  'redirect: opened': { ...oneOfEachStep.redirect, visited: 'open', again: true },
  'redirect: blocked': { ...oneOfEachStep.redirect, visited: 'blocked' },
  'redirect: late': {
    ...oneOfEachStep.redirect,
    input: input('redirect', { query: 'https://bank.example', validFor: 0 }),
  },
  'redirect: in place': {
    ...oneOfEachStep.redirect,
    session: { ...oneOfEachStep.search.session, redirects: 'page' },
  },
  'challenge: a code that can be sent again': asks(input('otp', { validFor: 200, resendIn: 90 })),
  'challenge: a code whose time is up': asks(input('otp', { validFor: 0, resendIn: 0 })),
  'challenge: choices': asks(
    input('multiple_choice', { queryOptions: [{ index: 0, content: 'OFFERED BY THE BANK' }] }),
  ),
  'choice of none': { ...oneOfEachStep.choice, accounts: [] },
  'failed: an unknown type': { ...oneOfEachStep.failed, problem: { type: 'NEW', msg: '' } },
  'failed: app': { ...oneOfEachStep.failed, problem: { type: 'INVALID_APP', msg: '' } },
  'failed at the start': { step: 'failed', problem: { type: 'SERVER_ERROR', msg: '' } },
};

let element: DapiConnect;
beforeEach(() => {
  element = document.body.appendChild(document.createElement('dapi-connect'));
});
afterEach(() => element.remove());

async function show(flow: Flow, speech: Speech): Promise<ShadowRoot> {
  element.speak(speech);
  element.show(flow, () => {});
  await element.updateComplete;
  const root = element.shadowRoot!;
  // Most screens are fetched first.
  if (flow.step !== 'opening' && !speech.pending) await waitUntil(() => !root.querySelector('.skeleton'));
  await aTimeout(0);
  return root;
}

/** Every element, those inside of elements included. */
function* all(root: ParentNode): Generator<HTMLElement> {
  for (const one of root.querySelectorAll<HTMLElement>('*')) {
    yield one;
    if (one.shadowRoot) yield* all(one.shadowRoot);
  }
}

/** Every text that is seen or read out, but for the initials in marks. */
function textsIn(root: ParentNode): string[] {
  const texts: string[] = [];
  for (const one of all(root)) {
    if (one.closest('.mark, style')) continue;
    for (const name of ['aria-label', 'aria-valuetext', 'aria-description', 'placeholder', 'title', 'alt'])
      texts.push(one.getAttribute(name) ?? '');
    for (const node of one.childNodes)
      if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
  }
  return texts.map((text) => text.trim()).filter(Boolean);
}

const hasText = (one: Element): boolean =>
  [...one.childNodes].some(({ nodeType, textContent }) => nodeType === Node.TEXT_NODE && textContent?.trim());

/** The strings that a step brings along: names, labels, what the bank asks. */
const stringsOf = (value: unknown): string[] =>
  typeof value === 'string'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(stringsOf)
      : [];

/** A text without what came with the step, and what `Intl` says. */
function ownPart(text: string, flow: Flow): string {
  const strings = [...stringsOf(flow), 'United Arab Emirates', 'AED'];
  const given = [...strings, ...strings.flatMap((string) => string.split(' '))];
  return given
    .filter((string) => string.length > 1)
    .sort((a, b) => b.length - a.length)
    .reduce((rest, string) => rest.replaceAll(string, ''), text)
    .replace(/\d+ (days|minutes?|seconds?)|[A-Z][a-z]+ \d+, \d{4}/g, '');
}

describe('every word of the modal', () => {
  for (const [name, flow] of Object.entries(screens))
    it(`is one that can be translated: ${name}`, async () => {
      const texts = textsIn(await show(flow, inStrange));
      expect(texts.length).to.be.greaterThan(2);
      expect(texts.some((text) => /[åéîöû]/.test(text))).to.equal(true);
      for (const text of texts) expect(ownPart(text, flow), text).not.to.match(/[A-Za-z]{2}/);
    });

  it('is one that can be translated: what is told of every failure', async () => {
    for (const type of Object.keys(errorTypes)) {
      const flow: Flow = { ...oneOfEachStep.failed, problem: { type, msg: '' } };
      for (const text of textsIn(await show(flow, inStrange)))
        expect(ownPart(text, flow), text).not.to.match(/[A-Za-z]{2}/);
    }
  });

  it('is one that can be translated: how long it has been', async () => {
    const now = Date.now;
    try {
      const root = await show(oneOfEachStep.connecting, inStrange);
      const elapsed = root.querySelector<LitElement>('dapi-elapsed')!;
      Date.now = () => now() + 12_500;
      elapsed.requestUpdate();
      await elapsed.updateComplete;
      const [before, after] = pseudo('{time} so far').split('{time}');
      const said = elapsed.shadowRoot!.textContent.trim();
      expect(said.replace(/\d+ seconds/, '')).to.equal(`${before}${after}`);
    } finally {
      Date.now = now;
    }
  });
});

describe('words that are 40 % longer', () => {
  before(() => setViewport({ width: 320, height: 640 }));
  after(() => setViewport({ width: 800, height: 600 }));

  for (const [name, flow] of Object.entries(screens))
    it(`fit on a small phone: ${name}`, async () => {
      const root = await show(flow, inStrange);
      const dialog = root.querySelector('dialog')!.getBoundingClientRect();
      for (const one of all(root)) {
        if (one.closest('.visually-hidden, svg, .marks, .names, .big') || !one.clientWidth) continue;
        const what = `${name}: ${one.localName}.${one.className}`;
        const clips = getComputedStyle(one).overflowX !== 'visible' || hasText(one);
        if (clips && !one.matches('input')) expect(one.scrollWidth, what).to.be.at.most(one.clientWidth + 1);
        const { left, right } = one.getBoundingClientRect();
        expect(left, what).to.be.at.least(dialog.left - 1);
        expect(right, what).to.be.at.most(dialog.right + 1);
      }
      for (const one of root.querySelectorAll<HTMLElement>('footer, footer > *, header')) {
        if (!one.getClientRects().length) continue;
        const { top, bottom } = one.getBoundingClientRect();
        expect(top, name).to.be.at.least(dialog.top - 1);
        expect(bottom, name).to.be.at.most(dialog.bottom + 1);
      }
    });
});

describe('a language from right to left', function () {
  this.timeout(20_000); // The first to ask waits for axe.
  for (const [name, flow] of Object.entries(screens))
    it(`is drawn from right to left, and accessible: ${name}`, async () => {
      const root = await show(flow, inArabic);
      const dialog = root.querySelector('dialog')!;
      expect([dialog.dir, dialog.lang]).to.deep.equal(['rtl', 'ar']);
      for (const one of root.querySelectorAll('code')) expect(one.dir).to.equal('ltr');
      const heading = root.querySelector<HTMLElement>('#title')!;
      expect(getComputedStyle(heading).direction, name).to.equal(flow.step === 'choice' ? 'ltr' : 'rtl');
      await expect(element).to.be.accessible();
    });

  it('sets names apart, so that they do not disturb the order of what stands around them', async () => {
    const root = await show(oneOfEachStep.connected, inArabic);
    expect(root.querySelector('#title')!.textContent).to.equal('تم ربط \u2068Example Bank\u2069');
  });

  it('is still spoken when something is done after a part of the modal has left it', async () => {
    const gone = (await show(oneOfEachStep.connecting, inArabic)).querySelector<LitElement>('dapi-elapsed')!;
    const root = await show(oneOfEachStep.accounts, inArabic);
    gone.requestUpdate(); // It had begun to.
    await gone.updateComplete;
    root.querySelector<HTMLElement>('[name=answer-0]')!.click();
    expect(root.querySelector('button.primary')!.textContent.trim()).to.equal('مشاركة حساب واحد');
  });

  it('leaves codes, numbers of accounts and amounts as they are', async () => {
    const code = (await show(asks(input('otp')), inArabic)).querySelector('input')!;
    expect(getComputedStyle(code).direction).to.equal('ltr');
    const root = await show(oneOfEachStep.choice, inArabic);
    const [number, amount] = root.querySelectorAll('bdi');
    expect([number!.textContent, number!.dir]).to.deep.equal(['•••• 1234', 'ltr']);
    expect(amount!.textContent)
      .to.match(/1,234\.50/)
      .and.match(/د\.إ/);
  });

  it('turns what points, and nothing else', async () => {
    const arrow = (root: ShadowRoot) => getComputedStyle(root.querySelector('.back svg')!).transform;
    expect(arrow(await show(oneOfEachStep.credentials, inEnglish))).to.equal('none');
    const root = await show(oneOfEachStep.credentials, inArabic);
    expect(arrow(root)).to.equal('matrix(-1, 0, 0, 1, 0, 0)');
    expect(getComputedStyle(root.querySelector('.mark')!).transform).to.equal('none');
    const { left } = root.querySelector('.back')!.getBoundingClientRect();
    expect(left).to.be.greaterThan(root.querySelector('.close')!.getBoundingClientRect().left);
  });
});

describe('a language that has not come yet', () => {
  const pending: Speech = { ...inEnglish, direction: 'rtl', pending: true };

  it('is waited for with the outline of a screen, which says nothing to the eye and can be left', async () => {
    const root = await show(oneOfEachStep.search, pending);
    expect(root.querySelector('dapi-institution-search')).to.equal(null);
    expect(root.querySelector('#title')!.className).to.equal('visually-hidden');
    expect(root.querySelector('dialog')!.dir).to.equal('rtl');
    expect(root.querySelector('button.close')).not.to.equal(null);
    await expect(element).to.be.accessible();
  });

  it('is spoken when it comes, with the focus where it belongs', async () => {
    const root = await show(oneOfEachStep.failed, pending);
    await show(oneOfEachStep.failed, inArabic);
    await aTimeout(0);
    expect(root.querySelector('#title')!.textContent).to.equal(arabic.INVALID_CREDENTIALS[0]);
    expect(root.activeElement?.textContent?.trim()).to.equal(arabic['failed.again']);
  });
});

it('two modals speak two languages', async () => {
  const other = document.body.appendChild(document.createElement('dapi-connect'));
  other.speak(inGerman);
  other.show(oneOfEachStep.search, () => {});
  const root = await show(oneOfEachStep.search, inArabic);
  await other.updateComplete;
  const heading = (one: ParentNode) => one.querySelector('#title')!.textContent;
  const field = (one: ParentNode) =>
    one.querySelector('dapi-institution-search')!.shadowRoot!.querySelector('input')!.placeholder;
  for (const { shadowRoot, words } of [
    { shadowRoot: root, words: arabic },
    { shadowRoot: other.shadowRoot!, words: german },
  ]) {
    expect(heading(shadowRoot)).to.equal(words['search.title']);
    expect(field(shadowRoot)).to.equal(words['search.placeholder']);
  }
  other.remove();
});
