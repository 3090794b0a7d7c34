import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { serveShop } from './models/shop.js';

test('where page and gateway are one origin, the same screens are drawn in the page', async ({ page }) => {
  const server = await serveShop();
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.getByRole('button', { name: 'Connect' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Bank name' }).fill('adcb');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^Continue to/ }).click();
    await dialog.getByLabel('Username').fill('mfa_otp');
    await expect(page.locator('iframe')).toHaveCount(0);
    await dialog.getByLabel('Password', { exact: true }).fill('demo');
    await page.keyboard.press('Enter');
    await dialog.getByLabel('Code').fill('123456');
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: /^Back to/ }).click();
    await page.waitForFunction(() => 'answer' in window);
    expect(await page.evaluate(() => (window as unknown as { answer: unknown }).answer)).toMatchObject({
      status: 'done',
    });
  } finally {
    server.close();
    server.closeAllConnections();
  }
});

test('a page that means the sandbox does not start with an app that reaches real banks', async ({ page }) => {
  const server = await serveShop('production');
  try {
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'failure' in window);
    expect(await page.evaluate(() => (window as unknown as { failure: unknown }).failure)).toMatchObject({
      type: 'INVALID_PARAMS',
      msg: expect.stringContaining('environment'),
    });
    await page.getByRole('button', { name: 'Connect' }).click();
    await expect(page.getByRole('dialog')).toContainText('This app is not set up yet');
  } finally {
    server.close();
    server.closeAllConnections();
  }
});
