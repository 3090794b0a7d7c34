import { expect, type Page } from '@playwright/test';
import { powensPassword } from '@connect-layer/sandbox';
import type { Connect } from './connect.js';
import { visit } from './upstreams.js';

/** Powens' own pages and the page of a bank, as a person meets them: in a tab of their own, or in place of the app's page. */
export class PowensPages {
  constructor(readonly page: Page) {}

  /** In a tab that the modal opens. */
  static async open(connect: Connect): Promise<PowensPages> {
    return new PowensPages(await visit(connect));
  }

  async press(button: string): Promise<void> {
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** Presses a button that leads away; the tab then closes itself. */
  async leave(button: string): Promise<void> {
    await Promise.all([this.page.waitForEvent('close'), this.press(button)]);
  }

  /** Logs in to the first source of the test connector. */
  async logIn(scenario = 'par', password = powensPassword): Promise<void> {
    await this.page.getByLabel('Type de compte').selectOption(scenario);
    await this.page.getByLabel('Identifiant').fill('alice');
    await this.page.getByLabel('Mot de passe').fill(password);
    await this.press('Log in');
  }

  /** Leaves the second source out, and keeps the accounts with these names ticked. */
  async chooseAccounts(...names: string[]): Promise<void> {
    const { page } = this;
    await this.press('Not these');
    const boxes = page.getByRole('checkbox');
    await expect(boxes.first()).toBeChecked();
    for (const box of await boxes.all()) await box.uncheck();
    for (const name of names) await page.getByLabel(name).check();
  }
}
