import { expect, type FrameLocator, type Locator, type Page } from '@playwright/test';
import { english } from '../../packages/connect/src/ui/languages/en.js';
import type { TextKey, Words } from '../../packages/connect/src/ui/languages/words.js';

/** Somebody whose fate at the simulated banks is known. */
export interface Persona {
  username: string;
  password: string;
}

export const personas = {
  happy: { username: 'demo', password: 'demo' },
  otp: { username: 'mfa_otp', password: 'demo' },
  otpForData: { username: 'mfa_otp_data', password: 'demo' },
  wrong: { username: 'demo', password: 'wrong' },
} as const satisfies Record<string, Persona>;

/** Where a modal is to be found, and what it speaks. */
interface Drawn {
  /** Where the forms are: in the gateway's frame, or in the page that is of its origin. */
  forms?: 'frame' | 'page';
  role?: 'dialog' | 'region';
  /** The name of its element. */
  name?: string;
  words?: Words;
}

/** The modal, as a person meets it: the dialog, and in it the gateway's frame for what is secret. */
export class Connect {
  readonly dialog: Locator;
  /** The form for credentials or the bank's question, which the gateway's own document draws. */
  readonly form: FrameLocator | Locator;
  readonly heading: Locator;

  readonly #name: string;
  readonly #words: Words;

  constructor(
    readonly page: Page,
    { forms = 'frame', role = 'dialog', name = 'dapi-connect', words = english }: Drawn = {},
  ) {
    this.#name = name;
    this.#words = words;
    this.dialog = page.locator(name).getByRole(role);
    this.form = forms === 'page' ? this.dialog : page.frameLocator(`${name} iframe:not(.page)`);
    this.heading = this.dialog.getByRole('heading', { level: 2 });
  }

  /** A text of the modal in the language that it speaks, whatever fills its gaps. */
  says(key: TextKey): RegExp {
    const text = this.#words[key];
    const forms: string[] = typeof text === 'string' ? [text] : Object.values(text);
    const patterns = forms.map((form) => form.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{\w+\}/g, '.+'));
    return new RegExp(`^\\s*(${patterns.join('|')})\\s*$`);
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }

  /** A button of the form. */
  submit(name: string | RegExp): Locator {
    return this.form.getByRole('button', { name });
  }

  /** Where the bank is searched for. Its filters are comboboxes too. */
  get search(): Locator {
    return this.dialog.getByRole('combobox', { name: this.says('search.label') });
  }

  /** The banks that are listed. The choices of the filters are options too. */
  get banks(): Locator {
    return this.dialog.getByRole('listbox').getByRole('option');
  }

  /** The one field for a code. */
  get code(): Locator {
    return this.form.getByRole('textbox', { name: this.says('challenge.otp') });
  }

  async isAt(heading: string | RegExp): Promise<void> {
    const secret = this.page.locator(`${this.#name} iframe.screen`);
    await expect(async () => {
      const at = (await secret.count()) ? this.form.getByRole('heading', { level: 2 }) : this.heading;
      await expect(at).toHaveText(heading, { timeout: 500 });
    }).toPass({ timeout: 10_000 });
  }

  async findBank(name = 'ADCB'): Promise<void> {
    await this.search.fill(name);
    await this.banks.filter({ hasText: name }).first().click();
    await this.agree();
    await this.isAt(this.says('credentials.title'));
  }

  /** Says yes to what the app may do; at a bank that is connected already, for another login. */
  async agree(): Promise<void> {
    const another = this.button(this.says('known.another'));
    const agree = this.button(this.says('consent.agree'));
    await agree.or(another).waitFor();
    if (await another.isVisible()) await another.click();
    await agree.click();
  }

  async logIn({ username, password }: Persona): Promise<void> {
    await this.form.locator('[name=username]').fill(username);
    await this.form.locator('[name=password]').fill(password);
    await this.submit(this.says('credentials.submit')).click();
  }

  /** Fills in what the bank that wants more than others wants, with what is right. */
  async fillRichForm({ username, password }: Persona = personas.happy): Promise<void> {
    const { form } = this;
    await form.getByRole('radio', { name: 'A business' }).check();
    await form.getByRole('combobox', { name: 'Branch' }).selectOption('Heath');
    await form.getByRole('textbox', { name: 'Customer number' }).fill('12345678');
    await form.getByLabel('Date of birth').fill('1990-02-28');
    await form.getByRole('textbox', { name: 'Username' }).fill(username);
    await form.getByLabel('Password', { exact: true }).fill(password);
  }

  async answer(code = '123 456'): Promise<void> {
    await this.code.fill(code);
    await this.submit(this.says('challenge.submit')).click();
  }

  async finish(): Promise<void> {
    await this.button(this.says('connected.finish')).click();
    await this.isGone();
  }

  async isGone(): Promise<void> {
    await expect(this.page.locator(this.#name)).toHaveCount(0);
  }

  /** From the open modal to the connected bank and back to the page. */
  async connect(persona: Persona = personas.happy, bank?: string): Promise<void> {
    await this.findBank(bank);
    await this.logIn(persona);
    if (persona === personas.otp) await this.answer();
    await this.finish();
  }
}
