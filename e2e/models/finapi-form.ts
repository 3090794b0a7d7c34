import assert from 'node:assert/strict';

/** A person at a form of the finAPI door, without a browser: reads the page, fills it in, presses its buttons. */
export class FinapiForm {
  #cookie = '';
  #html = '';

  private constructor(private readonly url: URL) {}

  static async open(address: string): Promise<FinapiForm> {
    const form = new FinapiForm(new URL(address));
    await form.#load(form.url);
    return form;
  }

  /** What is to be done now. */
  get heading(): string {
    return plain(/<h1>(.*?)<\/h1>/s.exec(this.#html)?.[1] ?? '');
  }

  get error(): string | undefined {
    const found = /role="alert">(.*?)<\/p>/s.exec(this.#html)?.[1];
    return found === undefined ? undefined : plain(found);
  }

  /** Where the link leads that goes on from here. */
  get link(): URL | undefined {
    const href = /<a href="([^"]*)"/.exec(this.#html)?.[1];
    return href === undefined ? undefined : new URL(plain(href), this.url);
  }

  /** Fills in fields by their labels and presses a button by its name. */
  async send(fields: Readonly<Record<string, string>>, button = 'Continue'): Promise<this> {
    const sent = new URLSearchParams();
    for (const [, name = '', value = ''] of this.#html.matchAll(
      /<input type="hidden" name="(.*?)" value="(.*?)"/g,
    ))
      sent.set(name, plain(value));
    for (const [label, value] of Object.entries(fields)) sent.set(this.#nameOf(label), value);
    const pressed = [...this.#html.matchAll(/<button name="(.*?)" value="(.*?)">(.*?)<\/button>/gs)].find(
      ([, , , label = '']) => plain(label) === button,
    );
    assert(pressed, `'${this.heading}' has no button '${button}'`);
    sent.set(pressed[1] ?? '', pressed[2] ?? '');
    const [, method, action] = /<form method="(\w+)" action="(.*?)"/.exec(this.#html) ?? [];
    const target = new URL(action ?? '', this.url);
    if (method === 'post') await this.#load(target, sent);
    else await this.#load(new URL(`${target.pathname}?${sent}`, target));
    return this;
  }

  /** Loads the page once more, as a browser does. */
  async reload(): Promise<this> {
    await this.#load(this.url);
    return this;
  }

  async follow(): Promise<this> {
    assert(this.link, `'${this.heading}' leads nowhere`);
    await this.#load(this.link);
    return this;
  }

  #nameOf(label: string): string {
    for (const [, before = '', attributes = '', after = ''] of this.#html.matchAll(
      /<label\s*>([^<]*)<input (.*?)\/?>([^<]*)<\/label/gs,
    ))
      if (plain(before + after) === label) return /name="(.*?)"/.exec(attributes)?.[1] ?? '';
    const [, legend] = new RegExp(`<legend>${label}</legend>.*?name="(.*?)"`, 's').exec(this.#html) ?? [];
    return legend ?? assert.fail(`'${this.heading}' has no field '${label}'`);
  }

  async #load(url: URL, body?: URLSearchParams): Promise<void> {
    const headers = this.#cookie ? { cookie: this.#cookie } : {};
    const response = await fetch(url, body ? { method: 'POST', body, headers } : { headers });
    this.#cookie = response.headers.get('set-cookie')?.split(';')[0] ?? this.#cookie;
    this.#html = await response.text();
  }
}

const plain = (html: string): string =>
  html
    .replaceAll('&amp;', '&')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ')
    .trim();

/** Confirms a payment, if it is one; logs in with the Onlinebanking-ID and the PIN, as often as the form asks. */
export async function logInAt(address: string, login: string, pin = login): Promise<FinapiForm> {
  const form = await FinapiForm.open(address);
  if (form.heading === 'Confirm the payment') await form.send({});
  for (let tries = 0; tries < 3 && form.heading.startsWith('Log in'); tries++)
    await form.send({ 'Onlinebanking-ID': login, PIN: pin, 'Save the PIN for later updates': 'on' });
  return form;
}
