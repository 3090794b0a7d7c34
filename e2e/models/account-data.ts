import type { Page } from '@playwright/test';
import { lastMonth } from './backend.js';

/** The accounts behind `window.account`, as a call lists them. */
export const accountsOf = (page: Page) =>
  page.evaluate(async () => {
    const answer = await window.account.data.getAccounts();
    if (answer.status !== 'done') throw new Error(answer.msg);
    return answer.accounts;
  });

/** The last month's transactions of the first account behind `window.account`. */
export const transactionsOf = (page: Page) =>
  page.evaluate(async ({ fromDate, toDate }) => {
    const [first] = window.account.accounts;
    const answer = await window.account.data.getTransactions(first!.id, fromDate, toDate);
    if (answer.status !== 'done') throw new Error(answer.msg);
    return answer.transactions;
  }, lastMonth());
