import { expect, type Locator, type Page } from '@playwright/test';

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

/** The modal, as a person meets it. */
export class Connect {
  readonly dialog: Locator;
  readonly heading: Locator;

  constructor(readonly page: Page) {
    this.dialog = page.locator('dapi-connect').getByRole('dialog');
    this.heading = this.dialog.getByRole('heading', { level: 2 });
  }

  button(name: string | RegExp): Locator {
    return this.dialog.getByRole('button', { name });
  }

  /** The one field for a code. */
  get code(): Locator {
    return this.dialog.getByRole('textbox', { name: 'Code', exact: true });
  }

  async isAt(heading: string | RegExp): Promise<void> {
    await expect(this.heading).toHaveText(heading);
  }

  async findBank(name = 'ADCB'): Promise<void> {
    await this.dialog.getByRole('combobox').fill(name);
    await this.dialog.getByRole('option', { name }).first().click();
    await this.isAt(/^Log in to /);
  }

  async logIn({ username, password }: Persona): Promise<void> {
    await this.dialog.locator('[name=username]').fill(username);
    await this.dialog.locator('[name=password]').fill(password);
    await this.button('Log in').click();
  }

  async answer(code = '123 456'): Promise<void> {
    await this.code.fill(code);
    await this.button('Continue').click();
  }

  async finish(): Promise<void> {
    await this.button(/^Back to /).click();
    await this.isGone();
  }

  async isGone(): Promise<void> {
    await expect(this.page.locator('dapi-connect')).toHaveCount(0);
  }

  /** From the open modal to the connected bank and back to the page. */
  async connect(persona: Persona = personas.happy, bank?: string): Promise<void> {
    await this.findBank(bank);
    await this.logIn(persona);
    if (persona === personas.otp) await this.answer();
    await this.finish();
  }
}
