import { expect, waitUntil } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { UserInput } from '@connect-layer/protocol';
import { oneOfEachStep, otp, session } from '../../testing/examples.js';
import { delivered, element, events, field, show } from '../../testing/shown.test-helper.js';

const ask = (...userInputs: UserInput[]) => show({ ...oneOfEachStep.challenge, userInputs });
const asked = (id: UserInput['id'], more: Partial<UserInput> = {}): UserInput => ({
  ...{ id, index: 0, query: 'The bank asks.', answer: '' },
  ...more,
});

const primary = (root: ShadowRoot) => field(root, 'button[type=submit]');
const text = (of: Element) => of.textContent.trim().replace(/\s+/g, ' ');
const described = (root: ShadowRoot, of: Element): string =>
  (of.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => text(root.getElementById(id)!))
    .join(' ')
    .trim();

/** Somebody for whom so many milliseconds have passed. */
async function after(milliseconds: number, look: () => unknown): Promise<void> {
  const { now } = Date;
  Date.now = () => now() + milliseconds;
  try {
    await look();
  } finally {
    Date.now = now;
  }
}

/** A dot, in black. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg==';

describe('a code', () => {
  it('is taken with spaces or without, in whatever digits', async () => {
    for (const typed of ['123456', '123 456', ' 12 34 56 ', '١٢٣٤٥٦', '۱۲۳ ۴۵۶']) {
      const root = await ask({ ...otp });
      const input = field(root, 'input');
      expect([input.autocomplete, input.inputMode, input.dir]).to.deep.equal([
        'one-time-code',
        'numeric',
        'ltr',
      ]);
      input.value = typed;
      primary(root).click();
      expect(await delivered()).to.deep.equal([{ id: 'otp', index: 0, answer: '123456' }]);
      await show(oneOfEachStep.resuming);
    }
  });

  it('is asked for in the words of the bank, which describe the field', async () => {
    const root = await ask(asked('token', { query: 'أدخل الرمز' }));
    const input = field(root, 'input');
    expect(text(input.labels![0]!)).to.equal('Code from your bank’s app');
    expect(described(root, input)).to.equal('أدخل الرمز');
    expect(field(root, '.asked').dir).to.equal('auto');
    expect(root.activeElement).to.equal(input);
    await expect(element).to.be.accessible();
  });

  it('has all the letters on the keyboard where the bank speaks of any', async () => {
    const root = await ask(asked('otp', { query: 'Type the 8 letters and digits from the message.' }));
    expect(field(root, 'input').inputMode).to.equal('');
    primary(root).click();
    expect(described(root, field(root, 'input'))).to.contain('Answer this to go on.');
  });

  it('is hidden where it is a PIN, and can be shown', async () => {
    const root = await ask(asked('pin'));
    const [input, button] = [field(root, 'input'), field(root, '.with-button button')];
    expect([input.type, input.autocomplete, input.inputMode]).to.deep.equal([
      'password',
      'one-time-code',
      'numeric',
    ]);
    button.click();
    expect([input.type, button.ariaLabel]).to.deep.equal(['text', 'Hide PIN']);
    input.value = '12 34';
    primary(root).click();
    expect(await delivered()).to.deep.equal([{ id: 'pin', index: 0, answer: '1234' }]);
  });
});

describe('questions', () => {
  it('are answered together where they are asked together', async () => {
    const root = await ask(otp, asked('secret_question', { index: 1, query: 'First pet?' }));
    await expect(element).to.be.accessible();
    await sendKeys({ type: '1' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: ' Rex the dog ' });
    await sendKeys({ press: 'Enter' });
    expect(await delivered()).to.deep.equal([
      { id: 'otp', index: 0, answer: '1' },
      { id: 'secret_question', index: 1, answer: 'Rex the dog' },
    ]);
    expect(described(root, field(root, '#answer-1'))).to.equal('First pet?');
  });

  it('that are choices are radio buttons, grouped under what is asked', async () => {
    const queryOptions = ['By text message', 'By letter'].map((content, index) => ({ index, content }));
    const root = await ask(asked('multiple_choice', { query: 'How?', queryOptions }));
    await expect(element).to.be.accessible();
    expect(text(field(root, 'fieldset > legend'))).to.equal('How?');
    primary(root).click();
    expect(root.activeElement).to.equal(field(root, '[value="0"]'));
    expect(described(root, field(root, '[value="0"]'))).to.equal('Answer this to go on.');
    await sendKeys({ press: 'ArrowDown' });
    primary(root).click();
    expect(await delivered()).to.deep.equal([{ id: 'multiple_choice', index: 0, answer: '1' }]);
  });
});

describe('a picture to be read', () => {
  const captcha = (more: Partial<UserInput> = {}) =>
    asked('captcha', { query: dot, queryType: 'img', ...more });

  it('says honestly what it is, and what else there is for who cannot see it', async () => {
    const root = await ask(captcha());
    expect(field<HTMLImageElement>(root, 'img').alt).to.match(
      /^A picture with characters .* Example Bank\. What it shows cannot be described here\.$/,
    );
    expect(described(root, field(root, 'input')), 'the picture’s text is no description').to.equal('');
    expect(field(root, 'input').getAttribute('aria-describedby')).to.contain('-error');
    expect(root.textContent).to.contain(
      'If you cannot see the picture: Example Bank has no other way in here.',
    );
    await expect(element).to.be.accessible();
    [...root.querySelectorAll<HTMLElement>('button')]
      .find((one) => text(one) === 'Choose another bank')!
      .click();
    expect(events).to.deep.equal([{ type: 'other' }]);
  });

  it('does not offer another bank where a call asks', async () => {
    const root = await show({
      ...oneOfEachStep.challenge,
      session: { ...session, purpose: 'call' },
      userInputs: [captcha()],
    });
    expect(root.textContent).not.to.contain('Choose another bank\n');
    expect([...root.querySelectorAll('button')].map(text)).not.to.include('Choose another bank');
  });

  it('can be enlarged and made small again, and reached by the arrow keys while it is large', async () => {
    const root = await ask(captcha());
    const [button, box] = [field(root, 'button[aria-pressed]'), field(root, '.picture')];
    const { width } = field(root, 'img').getBoundingClientRect();
    expect([text(button), button.ariaPressed, box.tabIndex]).to.deep.equal([
      'Enlarge the picture',
      'false',
      -1,
    ]);
    button.click();
    expect([button.ariaPressed, box.tabIndex]).to.deep.equal(['true', 0]);
    expect(field(root, 'img').getBoundingClientRect().width).to.be.closeTo(2 * width, 1);
    expect(box.scrollWidth).to.be.greaterThan(box.clientWidth);
    await expect(element).to.be.accessible();
    box.focus();
    await sendKeys({ press: 'ArrowRight' });
    await waitUntil(() => box.scrollLeft > 0, 'it scrolls');
    button.click();
    expect([button.ariaPressed, box.tabIndex, box.hasAttribute('role')]).to.deep.equal(['false', -1, false]);
  });

  it('can be exchanged where the bank has another', async () => {
    const names = (root: ShadowRoot) => [...root.querySelectorAll('button')].map(text);
    expect(names(await ask(captcha()))).not.to.include('Show another picture');
    const root = await ask(captcha({ resendIn: 0 }));
    expect(names(root).filter((name) => name === 'Show another picture')).to.have.length(1);
    [...root.querySelectorAll('button')].find((one) => text(one) === 'Show another picture')!.click();
    expect(await delivered()).to.equal('another one');
  });
});

describe('another code', () => {
  const again = (root: ShadowRoot) => field(root, '.again button');

  it('is not offered where there is only the one', async () =>
    expect((await ask(otp)).querySelector('.again')).to.equal(null));

  it('is asked for at once where that is possible, and nothing is announced that was so from the start', async () => {
    const root = await ask({ ...otp, resendIn: 0 });
    expect([text(again(root)), again(root).ariaDisabled]).to.deep.equal(['Send another code', null]);
    expect(text(field(root, '.again [role=status]'))).to.equal('');
    again(root).click();
    expect(await delivered()).to.equal('another one');
  });

  it('says when it can be asked for, and until then does nothing but say so', async () => {
    const root = await ask({ ...otp, resendIn: 2 });
    await expect(element).to.be.accessible();
    const button = again(root);
    button.focus();
    expect(root.activeElement, 'it can be reached').to.equal(button);
    expect([button.ariaDisabled, button.disabled]).to.deep.equal(['true', false]);
    expect(described(root, button)).to.equal('in 0:02 You can do this in 2 seconds.');
    expect(field(root, '#again-when > span').ariaHidden, 'the clock is for the eyes').to.equal('true');
    button.click();
    expect(events).to.deep.equal([]);
    await waitUntil(() => button.ariaDisabled === null, 'it becomes possible', { timeout: 3000 });
    expect(described(root, button)).to.equal('');
    expect(text(field(root, '.again [role=status]'))).to.equal('You can ask for another one now.');
    expect(root.activeElement, 'the focus stays').to.equal(button);
    button.click();
    expect(await delivered()).to.equal('another one');
  });
});

describe('the time to answer', () => {
  const left = (root: ShadowRoot) => text(field(root, '.time-left [aria-hidden]'));
  const said = (root: ShadowRoot) => text(field(root, '.time-left [role=status]'));
  const late = (root: ShadowRoot) => text(field(root, '.late'));
  /** As a screen that was first drawn so many seconds ago. */
  const seen = async (userInputs: UserInput[], seconds: number, look: (root: ShadowRoot) => unknown) => {
    const flow = { ...oneOfEachStep.challenge, userInputs };
    await show(flow);
    await after(seconds * 1000, async () => look(await show({ ...flow })));
  };

  it('is shown for a code in its last minute only', async () => {
    const code = [{ ...otp, validFor: 120 }];
    for (const [seconds, clock, words] of [
      [0, '', ''],
      [59, '', ''],
      [60, '1:00 left', ''],
      [61, '0:59 left', '1 minute left'],
      [89, '0:31 left', '1 minute left'],
      [90, '0:30 left', '30 seconds left'],
      [115, '0:05 left', '10 seconds left'],
    ] as const) {
      const userInputs = code.map((input) => ({ ...input }));
      await seen(userInputs, seconds, (root) =>
        expect([left(root), said(root)], `after ${seconds} s`).to.deep.equal([clock, words]),
      );
      await show(oneOfEachStep.resuming);
    }
  });

  it('is shown from the start where something is to be done in another app', async () => {
    const root = await ask(asked('confirmation', { validFor: 120 }));
    expect([left(root), said(root)]).to.deep.equal(['2:00 left', '']);
    expect(root.querySelector('input')).to.equal(null);
    expect(text(primary(root))).to.equal('I have approved it');
    expect(root.textContent).to.contain('Open the app of Example Bank');
    await expect(element).to.be.accessible();
    expect(root.activeElement, 'what it is about is read out').to.equal(field(root, '#title'));
  });

  it('speaks of no app where something is to be done at the bank', async () => {
    const root = await ask(asked('confirmation', { where: 'bank', query: 'Accept the new terms.' }));
    expect(text(primary(root))).to.equal('I have finished there');
    expect(text(field(root, '.question'))).to.equal('Accept the new terms.');
  });

  it('runs out in words, and the button then starts again', async () => {
    const root = await ask({ ...otp, validFor: 1 });
    expect([text(primary(root)), late(root)]).to.deep.equal(['Continue', '']);
    expect(field(root, '.late').getAttribute('role'), 'it is there before it speaks').to.equal('alert');
    const button = primary(root);
    await sendKeys({ type: '12' });
    await waitUntil(() => late(root) !== '', 'time passes', { timeout: 3000 });
    expect(late(root)).to.equal('The time to answer is up.');
    expect(primary(root), 'the same button, so that the focus is not lost').to.equal(button);
    expect(text(button)).to.equal('Start again');
    expect(root.activeElement, 'the focus stays').to.equal(field(root, 'input'));
    await expect(element).to.be.accessible();
    await sendKeys({ press: 'Enter' });
    expect(events).to.deep.equal([{ type: 'retry' }]);
  });

  it('runs out, and another code can be had', async () => {
    const userInputs = [{ ...otp, validFor: 60, resendIn: 30 }];
    await seen(userInputs, 60, async (root) => {
      expect(late(root)).to.equal('The time for this code is up. Ask for another one.');
      expect(text(primary(root))).to.equal('Send another code');
      expect(root.querySelector('.again'), 'once is enough').to.equal(null);
      primary(root).click();
      expect(await delivered()).to.equal('another one');
    });
  });

  it('runs out, and what was approved in time still counts', async () => {
    const userInputs = [asked('confirmation', { validFor: 60 })];
    await seen(userInputs, 61, async (root) => {
      expect(late(root)).to.match(/If you approved it before, go on\. If not, start again\./);
      expect([...root.querySelectorAll('footer button')].map(text)).to.deep.equal([
        'I have approved it',
        'Start again',
      ]);
      primary(root).click();
      expect(await delivered()).to.deep.equal([{ id: 'confirmation', index: 0, answer: '' }]);
      field(root, 'footer button.quiet').click();
      expect(events.at(-1)).to.deep.equal({ type: 'retry' });
    });
  });
});
