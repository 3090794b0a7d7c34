import { expect } from '@open-wc/testing';
import { sendKeys, sendMouse } from '@web/test-runner-commands';
import type { Field } from '@connect-layer/protocol';
import { institution, oneOfEachStep } from '../../testing/examples.js';
import { delivered, element, events, field, show } from '../../testing/shown.test-helper.js';

const options = (...labels: string[]) => labels.map((label) => ({ value: label.toLowerCase(), label }));

/** One of each kind, and of each thing that a bank can say of a field. */
const rich: Field[] = [
  {
    name: 'customer',
    label: 'I bank as',
    kind: 'choice',
    options: options('Person', 'Business'),
    help: 'As on your card.',
  },
  { name: 'branch', label: 'Branch', kind: 'choice', options: options('A', 'B', 'C', 'D', 'E', 'F') },
  {
    name: 'number',
    label: 'Customer number',
    kind: 'number',
    pattern: '\\d{8}',
    help: 'On the front of your card.',
  },
  { name: 'birthDate', label: 'Date of birth', kind: 'date' },
  { name: 'username', label: 'اسم المستخدم', kind: 'text' },
  { name: 'password', label: 'Passcode', kind: 'password' },
  { name: 'mobile', label: 'Mobile', kind: 'tel', optional: true },
  { name: 'email', label: 'E-mail', kind: 'email', optional: true },
];

const form = (fields: Field[], typed?: Record<string, string>) =>
  show({ ...oneOfEachStep.credentials, institution: { ...institution, fields }, typed });

/** What describes an element, as those who listen get it. Every id that is named exists. */
const described = (root: ShadowRoot, selector: string): string =>
  (field(root, selector).getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => {
      const found = root.getElementById(id);
      if (!found) throw new Error(`Nothing has the id ${id}.`);
      return found.textContent.trim();
    })
    .filter(Boolean)
    .join(' | ');

const submit = (root: ShadowRoot) => field(root, 'button[type=submit]').click();

/** Fills in what is required. */
function fill(root: ShadowRoot, values: Record<string, string> = {}): void {
  field(root, '[name=field-0][value=business]').click();
  const typed = {
    branch: 'f',
    number: '12345678',
    birthDate: '1990-02-28',
    username: 'ada',
    password: ' s ',
  };
  for (const [name, value] of Object.entries({ ...typed, ...values })) {
    const input = field(root, `[name=${name}]`);
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

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

  it('hands over every kind of field, tidied but for the password, and keeps what is not secret', async () => {
    const root = await form(rich);
    fill(root, { username: ' ada ', number: '١٢٣٤ 5678' });
    submit(root);
    const credentials = {
      ...{ customer: 'business', branch: 'f', number: '12345678', birthDate: '1990-02-28' },
      ...{ username: 'ada', password: ' s ' },
    };
    expect(await delivered(), 'what is optional and empty is left out').to.deep.equal({ credentials });
    const { password: _, ...open } = credentials;
    expect(events[0]).to.have.property('typed').that.deep.equals(open);
  });

  it('takes what is optional where it is given', async () => {
    const root = await form(rich);
    fill(root, { email: 'ada@example.com', mobile: '+971 50 000' });
    submit(root);
    expect(await delivered()).to.have.nested.property('credentials.email', 'ada@example.com');
    expect(await delivered()).to.have.nested.property('credentials.mobile', '+971 50 000');
  });

  it('is accessible with every kind of field, before and after it was found wanting', async () => {
    const root = await form(rich);
    await expect(element).to.be.accessible();
    submit(root);
    await expect(element).to.be.accessible();
  });

  it('labels the fields as the bank does, whichever way that is written', async () => {
    const root = await form(rich);
    const labels = [...root.querySelectorAll('label[for]')].map(({ textContent }) => textContent.trim());
    expect(labels).to.deep.equal([
      ...['Branch', 'Customer number', 'Date of birth', 'اسم المستخدم', 'Passcode'],
      ...['Mobile (optional)', 'E-mail (optional)'],
    ]);
    for (const name of ['branch', 'number', 'username', 'password', 'email'])
      expect(field(root, `[name=${name}]`).labels![0]!.querySelector('bdi')).not.to.equal(null);
    const group = field(root, 'fieldset');
    expect(group.querySelector('legend')!.textContent.trim()).to.equal('I bank as');
    expect(group.querySelectorAll('[type=radio]')).to.have.length(2);
    expect(field(root, 'select').querySelectorAll('option')).to.have.length(7);
  });

  it('tells browsers what may be filled in, where that is sure, and never says no', async () => {
    const root = await form(rich);
    const told = Object.fromEntries(
      [...root.querySelectorAll('input:not([type=radio]), select')].map((input) => [
        input.getAttribute('name'),
        input.getAttribute('autocomplete'),
      ]),
    );
    expect(told).to.deep.equal({
      ...{ branch: null, number: null, birthDate: 'bday', username: 'username' },
      ...{ password: 'current-password', mobile: 'tel', email: 'email' },
    });
    const plain = await form([
      { name: 'iban', label: 'Account', kind: 'number' },
      { name: 'since', label: 'Customer since', kind: 'date' },
      { name: 'pin', label: 'PIN', kind: 'password' },
    ]);
    expect(field(plain, '[name=iban]').autocomplete).to.equal('username');
    expect(field(plain, '[name=since]').hasAttribute('autocomplete')).to.equal(false);
  });

  it('has the right keyboard and direction for each, and takes a customer number for no quantity', async () => {
    const root = await form(rich);
    const of = (name: string) => {
      const { type, inputMode, dir, autocapitalize, spellcheck } = field(root, `[name=${name}]`);
      return { type, inputMode, dir, autocapitalize, spellcheck };
    };
    const quiet = { autocapitalize: 'none', spellcheck: false };
    expect(of('number')).to.deep.equal({ type: 'text', inputMode: 'numeric', dir: 'ltr', ...quiet });
    expect(of('username')).to.deep.equal({ type: 'text', inputMode: '', dir: '', ...quiet });
    expect(of('email')).to.deep.equal({ type: 'email', inputMode: '', dir: 'ltr', ...quiet });
    expect(of('mobile')).to.deep.equal({ type: 'tel', inputMode: '', dir: 'ltr', ...quiet });
    expect(of('birthDate')).to.deep.include({ type: 'date', dir: 'ltr' });
  });

  it('explains a field before it complains, and goes on explaining then', async () => {
    const root = await form(rich);
    expect(described(root, '[name=number]')).to.equal('On the front of your card.');
    expect(described(root, 'fieldset')).to.equal('As on your card.');
    submit(root);
    expect(described(root, '[name=number]')).to.match(
      /^On the front of your card\. \| Fill in: .*Customer number.*\.$/,
    );
    expect(described(root, '#field-0-0')).to.match(/^Choose one: .*I bank as/);
    for (const { id } of root.querySelectorAll<HTMLElement>('input, select, fieldset[aria-describedby]'))
      if (id) described(root, `#${id}`);
  });

  it('says of what is missing that it is, and of what cannot be right that it is not', async () => {
    const root = await form(rich);
    fill(root, { number: '1234', username: '' });
    submit(root);
    expect(described(root, '[name=number]')).to.match(
      /\| Check .*Customer number.*: it does not look right\.$/,
    );
    expect(described(root, '[name=username]')).to.match(/^Fill in: /);
    const [number, username, branch] = ['number', 'username', 'branch'].map((name) =>
      field(root, `[name=${name}]`),
    );
    expect([number!.ariaInvalid, username!.ariaInvalid, branch!.ariaInvalid]).to.deep.equal([
      'true',
      'true',
      null,
    ]);
    expect(root.activeElement).to.equal(number);
    fill(root);
    expect(described(root, '[name=number]')).to.equal('On the front of your card.');
    expect(number!.ariaInvalid).to.equal(null);
    submit(root);
    expect(events).to.have.length(1);
  });

  it('makes heard what the focus does not: that there are several, and what is said once more', async () => {
    const root = await form(rich);
    const alert = field(root, '.problems');
    expect(alert.getAttribute('role')).to.equal('alert');
    submit(root);
    expect(root.activeElement, 'the first that is wrong').to.equal(root.getElementById('field-0-0'));
    expect(alert.textContent).to.equal('6 fields need another look.');
    fill(root, { number: '12' });
    expect(alert.textContent, 'gone once it is being mended').to.equal('');
    submit(root);
    expect(alert.textContent, 'the focus tells the one').to.equal('');
    submit(root);
    expect(alert.textContent, 'the focus was there already').to.match(/^Check .*Customer number/);
    expect(alert.classList.contains('visually-hidden'), 'a long form shows it').to.equal(false);
    await show(oneOfEachStep.credentials);
    expect(field(root, '.problems').classList.contains('visually-hidden')).to.equal(true);
  });

  it('shows the password and hides it again, with the caret where it is', async () => {
    const root = await show(oneOfEachStep.credentials);
    const button = field(root, '.with-button button');
    const input = field(root, '[name=password]');
    input.focus();
    await sendKeys({ type: 'secret' });
    await sendKeys({ press: 'ArrowLeft' });
    await sendKeys({ press: 'ArrowLeft' });
    const name = () => button.ariaLabel;
    expect([input.type, name(), button.hasAttribute('aria-pressed')]).to.deep.equal([
      ...['password', 'Show Passcode', false],
    ]);
    const { x, y, width, height } = button.getBoundingClientRect();
    const position: [number, number] = [Math.round(x + width / 2), Math.round(y + height / 2)];
    await sendMouse({ type: 'click', position });
    expect([input.type, name(), input.selectionStart]).to.deep.equal(['text', 'Hide Passcode', 4]);
    expect(root.activeElement, 'the keyboard of a phone stays').to.equal(input);
    await sendKeys({ type: 'X' });
    expect(input.value).to.equal('secrXet');
    await sendMouse({ type: 'click', position });
    expect([input.type, name(), input.selectionStart]).to.deep.equal(['password', 'Show Passcode', 5]);
  });

  it('works the button with the keyboard, and hides what is shown before it is sent', async () => {
    const root = await show(oneOfEachStep.credentials);
    await sendKeys({ type: 'someone' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ type: 'secret' });
    await sendKeys({ press: 'Tab' });
    await sendKeys({ press: 'Space' });
    const input = field(root, '[name=password]');
    expect([input.type, root.activeElement === input]).to.deep.equal(['text', false]);
    submit(root);
    expect(input.type).to.equal('password');
    expect(await delivered()).to.have.nested.property('credentials.password', 'secret');
  });

  it('takes a password from the clipboard', async () => {
    const root = await show(oneOfEachStep.credentials);
    const input = field(root, '[name=password]');
    const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true, composed: true });
    expect(input.dispatchEvent(paste), 'nobody prevents it').to.equal(true);
  });

  it('fills in again what is not secret, and begins at what is left', async () => {
    const root = await form(rich, {
      ...{ customer: 'person', branch: 'c', number: '12345678', birthDate: '1990-02-28', username: 'ada' },
    });
    const values = ['branch', 'number', 'birthDate', 'username', 'password'].map(
      (name) => field(root, `[name=${name}]`).value,
    );
    expect(values).to.deep.equal(['c', '12345678', '1990-02-28', 'ada', '']);
    expect(field(root, '#field-0-0').checked).to.equal(true);
    expect(root.activeElement).to.equal(field(root, '[name=password]'));
  });

  it('bears any name that a bank gives a field', async () => {
    const names = ['checkValidity', 'querySelector', 'a b"c', '__proto__', '', 'élan', 'field-0', '#x'];
    const fields = names.map((name): Field => ({ name, label: `The ${name}`, kind: 'text' }));
    const root = await form(fields);
    for (const input of root.querySelectorAll('input')) input.value = `${input.id}!`;
    submit(root);
    const { credentials } = (await delivered()) as { credentials: object };
    expect(Object.entries(credentials)).to.have.deep.members(names.map((name, i) => [name, `field-${i}!`]));
  });

  it('is a form that can be sent with Enter, the username first', async () => {
    const root = await show(oneOfEachStep.credentials);
    const inputs = [...field<HTMLFormElement>(root, 'form').elements].map(
      ({ id, tagName }) => `${tagName}#${id}`,
    );
    expect(inputs).to.deep.equal(['INPUT#field-0', 'INPUT#field-1', 'BUTTON#', 'BUTTON#']);
  });
});
