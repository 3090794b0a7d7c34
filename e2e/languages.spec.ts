import { expect, test, type Locator, type Page } from '@playwright/test';
import { BarePage } from './models/bare-page.js';
import { Connect, personas, type Persona } from './models/connect.js';

/** The journey, by what it is made of: every word is another one. */
class Journey extends Connect {
  readonly title = this.dialog.locator('#title');
  readonly frameTitle = this.form.locator('#title');
  readonly primary = this.dialog.locator('footer .primary');

  override get search(): Locator {
    return this.dialog.locator('input[role=combobox]');
  }

  async choose(name = 'ADCB'): Promise<void> {
    await this.search.fill(name);
    await this.dialog.getByRole('option', { name }).first().click();
    await this.primary.click(); // What the app may do.
    await expect(this.form.locator('[name=username]')).toBeVisible();
  }

  override async logIn({ username, password }: Persona): Promise<void> {
    await this.form.locator('[name=username]').fill(username);
    await this.form.locator('[name=password]').fill(password);
    await this.form.locator('button[type=submit]').click();
  }

  override async answer(code = '123456'): Promise<void> {
    await this.form.locator('[autocomplete=one-time-code]').fill(code);
    await this.form.locator('button[type=submit]').click();
  }
}

/** A text without the marks that set names apart. */
const plain = async (locator: Locator): Promise<string> =>
  ((await locator.textContent()) ?? '').replace(/[\u2068\u2069]/g, '').trim();

/** What of the words in the modal, and in its frame, is written in Latin letters. */
async function latin({ page, form }: Journey): Promise<string[]> {
  const read = (root: Element): string[] => {
    const texts: string[] = [];
    const walk = (node: Node) => {
      if (node instanceof Element) {
        if (node.matches('.mark, style, iframe, code')) return;
        for (const name of ['aria-label', 'placeholder', 'alt']) texts.push(node.getAttribute(name) ?? '');
        node.shadowRoot?.childNodes.forEach(walk);
      }
      if (node.nodeType === Node.TEXT_NODE) texts.push(node.textContent ?? '');
      node.childNodes.forEach(walk);
    };
    walk(root);
    return texts.filter((text) => /[A-Za-z]/.test(text));
  };
  const isShown = await page.locator('dapi-connect iframe.screen').count();
  const inside = isShown ? await form.locator('dapi-form').evaluate(read) : [];
  return [...inside, ...(await page.locator('dapi-connect').evaluate(read))];
}

test.describe('in Arabic', () => {
  test('goes from search to the connected bank, from right to left', async ({ page }) => {
    const bare = await BarePage.open(page, { lang: 'ar' });
    const connect = new Journey(page);
    /** Names, and what the bank itself says, are not ours to translate. */
    const inArabic = async (step: string, theirs = /ADCB|Sandbox|Example App/) => {
      for (const text of await latin(connect))
        expect(text.replace(new RegExp(theirs, 'g'), ''), step).not.toMatch(/[A-Za-z]/);
    };
    await bare.press();
    await expect(connect.title).toHaveText('ابحث عن بنكك');
    await expect(connect.dialog).toHaveAttribute('dir', 'rtl');
    await expect(connect.dialog).toHaveAttribute('lang', 'ar');
    await connect.search.fill('adcb');
    await expect(connect.dialog.getByRole('group')).toHaveAttribute('aria-label', /^(بنك واحد|بنكان)$/);
    await connect.search.fill('bank');
    await expect(connect.banks.first()).toContainText('الإمارات العربية المتحدة');

    await connect.choose();
    const frame = connect.form.locator('html');
    await expect(frame).toHaveAttribute('dir', 'rtl');
    await expect(frame).toHaveAttribute('lang', 'ar');
    expect(await plain(connect.frameTitle)).toBe('تسجيل الدخول إلى ADCB');
    await inArabic('2-credentials', /ADCB|Sandbox|Example App|Username|Password/);

    await connect.form.locator('[name=password]').fill('secret');
    await connect.form.locator('.with-button button').click();
    await connect.logIn(personas.wrong);
    await expect(connect.title).toHaveText('لم تُقبل بيانات الدخول');
    expect(await plain(connect.dialog.getByRole('alert'))).toMatch(
      /^لم يتعرّف ADCB على البيانات المُدخلة\. تحقّق منها/,
    );
    await inArabic('3-failed');
    await connect.primary.click();
    await connect.logIn(personas.otp);
    await expect(connect.form.locator('[autocomplete=one-time-code]')).toHaveAttribute('dir', 'ltr');
    expect(await plain(connect.frameTitle)).toBe('سؤال من ADCB');
    await connect.answer();
    await expect(connect.title).toContainText('تم ربط');
    await inArabic('5-connected');
    await connect.primary.click();
    await connect.isGone();

    await page.evaluate(async () => {
      await window.account.data.getAccounts();
      window.account.showAccountsModal('من أي حساب؟', window.account.accounts);
    });
    await expect(connect.dialog).toHaveAttribute('dir', 'rtl');
    await expect(connect.dialog.locator('.amount').first()).toHaveText(/^[^A-Z]*[\d,]+\.\d\d[^A-Z]*$/);
  });
});

test.describe('the language', () => {
  const german = 'Finden Sie Ihre Bank';
  const openIn = async (page: Page, given: Parameters<typeof BarePage.open>[1]) => {
    const bare = await BarePage.open(page, given);
    await bare.press();
    return new Journey(page);
  };

  test('is that of the option, before that of the page', async ({ page }) => {
    const connect = await openIn(page, { lang: 'ar', options: { language: 'de-AT' } });
    await expect(connect.title).toHaveText(german);
    await expect(connect.dialog).toHaveAttribute('dir', 'ltr');
    await connect.choose();
    await expect(connect.form.locator('html')).toHaveAttribute('lang', 'de');
    await expect(connect.form.locator('button[type=submit]')).toHaveText('Anmelden');
  });

  test.describe('where the browser is Arabic', () => {
    test.use({ locale: 'ar-EG' });
    test('is that of the page', async ({ page }) => {
      const connect = await openIn(page, { lang: 'de' });
      await expect(connect.title).toHaveText(german);
    });
  });

  test.describe('where the browser is German', () => {
    test.use({ locale: 'de-CH' });
    test('is that of the browser, where the page says none that is spoken', async ({ page }) => {
      const connect = await openIn(page, { lang: 'tlh' });
      await expect(connect.title).toHaveText(german);
    });
  });

  test('is English where no other is wanted, and then nothing is fetched', async ({ page }) => {
    const fetched: string[] = [];
    page.on('request', (request) => fetched.push(request.url()));
    const connect = await openIn(page, {});
    await expect(connect.title).toHaveText('Find your bank');
    await connect.choose();
    expect(fetched.filter((url) => url.includes('language-'))).toEqual([]);
  });

  test('is fetched while the banks are, once for the modal and once for its frame', async ({ page }) => {
    const fetched: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('language-')) fetched.push(new URL(request.url()).pathname);
    });
    let letInstitutions = () => {};
    const held = new Promise<void>((resolve) => (letInstitutions = resolve));
    await page.route('**/connect/v1/institutions?*', (route) => held.then(() => route.continue()));
    const connect = await openIn(page, { lang: 'ar' });
    await expect(connect.title).toHaveText('لحظة من فضلك');
    letInstitutions();
    await expect(connect.title).toHaveText('ابحث عن بنكك');
    await connect.choose();
    expect(fetched).toHaveLength(2);
    expect(fetched[0]!.split('/').at(-1)).toBe(fetched[1]!.split('/').at(-1));
    await page.keyboard.press('Escape');
    await connect.isGone();
    await page.evaluate(() => window.handler.open());
    await expect(connect.title).toHaveText('ابحث عن بنكك');
    expect(fetched.filter((path) => path.startsWith('/dapi/'))).toHaveLength(1);
  });

  test('is English where its file cannot be had, and everything works', async ({ page }) => {
    await page.route('**/language-ar-*', (route) => route.abort());
    const connect = await openIn(page, { lang: 'ar' });
    await connect.isAt('Find your bank');
    await expect(connect.dialog).toHaveAttribute('dir', 'ltr');
    await connect.connect(personas.otp);
  });

  test('is English until its file comes, when that takes long', async ({ page }) => {
    let letLanguage = () => {};
    const held = new Promise<void>((resolve) => (letLanguage = resolve));
    await page.route('**/language-ar-*', (route) => held.then(() => route.continue()));
    const connect = await openIn(page, { lang: 'ar' });
    await connect.isAt('Find your bank');
    await connect.findBank();
    await connect.form.locator('[name=username]').fill('demo');
    letLanguage();
    await expect(connect.frameTitle).toContainText('تسجيل الدخول');
    await expect(connect.dialog).toHaveAttribute('dir', 'rtl');
    await expect(connect.form.locator('[name=username]')).toHaveValue('demo');
  });

  test('must be one', async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', ({ message }) => errors.push(message));
    await BarePage.open(page, { options: { language: 'not a language' } });
    expect(errors).toEqual(["'language' has the wrong form."]);
  });
});

test.describe('strings of the page', () => {
  test('are said in the modal and in its frame; what has no use is named', async ({ page }) => {
    const notes: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') notes.push(message.text());
    });
    const strings = {
      'search.title': 'Which bank is yours?',
      'credentials.submit': 'Go on',
      'credentials.title': 'No gap',
      'search.tittle': 'No text',
      INVALID_CREDENTIALS: ['Not quite', '{institution} says no. Call us on 800 123.'],
      de: { 'search.title': 'Welche Bank ist Ihre?' },
    };
    const bare = await BarePage.open(page, { options: { strings } });
    const connect = new Journey(page);
    await bare.press();
    await connect.isAt('Which bank is yours?');
    await connect.choose();
    await connect.isAt('Log in to ADCB');
    await expect(connect.form.locator('button[type=submit]')).toHaveText('Go on');
    await connect.logIn(personas.wrong);
    await connect.isAt('Not quite');
    await expect(connect.dialog.getByRole('alert')).toHaveText('ADCB says no. Call us on 800 123.');
    expect(notes).toEqual([
      "Connect Layer: 'strings' has 'credentials.title' without its {institution}. It is left out.",
      "Connect Layer: 'strings' has 'search.tittle', which is no text of the modal. It is left out.",
    ]);
  });

  test('may be given by language', async ({ page }) => {
    const strings = { de: { 'search.title': 'Welche Bank ist Ihre?' }, ar: { 'search.title': 'أي بنك؟' } };
    const bare = await BarePage.open(page, { lang: 'de', options: { strings } });
    await bare.press();
    await new Journey(page).isAt('Welche Bank ist Ihre?');
  });
});
