/**
 * The script that finAPI's own loader loads: defines the element `tag`, which shows the form in its shadow root.
 *
 * Its properties are set before and after it is defined. Events are the loader's: `loaded`, `complete`, `fail`, `abort`.
 */
export const bundle = (tag: string): string => `(() => {
'use strict';
const tag = ${JSON.stringify(tag)};
if (customElements.get(tag)) return;
const look = ':host { display: block; padding: 16px 24px; font: 16px/1.5 system-ui, sans-serif }' +
  'label, fieldset { display: block; margin: 0 0 16px } input, button { font: inherit; padding: 8px 12px }' +
  'input:not([type=radio], [type=checkbox]) { display: block; inline-size: 100%; box-sizing: border-box }' +
  'button { margin-inline-end: 8px } h2 { margin: 0 0 8px }';
const make = (name, properties = {}, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
customElements.define(tag, class extends HTMLElement {
  connectedCallback() {
    if (this.shadowRoot) return;
    const styles = new CSSStyleSheet();
    styles.replaceSync(look);
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [styles];
    void this.open();
  }
  get of() {
    const { token, targetUrl } = { ...this.properties, ...this };
    return { token, targetUrl };
  }
  async ask(path, body) {
    const { token, targetUrl } = this.of;
    const response = await fetch(targetUrl + '/wf/' + encodeURIComponent(token) + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return response.json();
  }
  async open() {
    const answer = await this.ask('/open', {}).catch(() => ({ code: 'UNEXPECTED' }));
    this.visit = answer.visit;
    this.show(answer.view ?? {
      heading: 'That did not work', text: [answer.code], fields: [], buttons: [],
      end: { event: 'fail', code: answer.code, type: 'FRONTEND_ERROR' },
    });
    this.dispatchEvent(new CustomEvent('loaded'));
  }
  async step(sent) {
    const answer = await this.ask('/step', { visit: this.visit, sent });
    if (answer.view) this.show(answer.view);
  }
  show(view) {
    clearInterval(this.waiting);
    const { end, leaves } = view;
    const tell = () => {
      const detail = end.event === 'fail' ? { type: end.type ?? 'BACKEND_ERROR', code: end.code } : undefined;
      this.dispatchEvent(new CustomEvent(end.event, { detail }));
    };
    const form = make('form', { autocomplete: 'off' }, ...view.fields.map(field),
      ...view.buttons.map(({ do: value, label }) => make('button', { name: 'do', value, textContent: label })));
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const sent = Object.fromEntries(new FormData(form, event.submitter));
      void this.step(sent);
    });
    const parts = [make('h2', { textContent: view.heading })];
    if (view.error) parts.push(make('p', { textContent: view.error, role: 'alert' }));
    parts.push(...view.text.map((textContent) => make('p', { textContent })), form);
    if (leaves) {
      const href = this.of.targetUrl + leaves.href;
      parts.push(make('a', { href, target: '_blank', rel: 'noopener', textContent: leaves.label }));
      this.waiting = setInterval(async () => {
        const { view: now } = await this.ask('/step', { visit: this.visit });
        if (now && !now.leaves) this.show(now);
      }, 1000);
    }
    if (end) parts.push(make('button', { textContent: 'Close', onclick: tell }));
    this.shadowRoot.replaceChildren(...parts);
    if (end?.event === 'complete' && end.atOnce) tell();
  }
  disconnectedCallback() {
    clearInterval(this.waiting);
  }
});
function field({ name, label, kind, options = [] }) {
  if (kind === 'radio') return make('fieldset', {}, make('legend', { textContent: label }),
    ...options.map((option, place) => make('label', {},
      make('input', { type: 'radio', name, value: option.value, checked: place === 0 }), option.label)));
  return make('label', {}, kind === 'checkbox' ? '' : label + ' ', make('input', { type: kind, name }), kind === 'checkbox' ? ' ' + label : '');
}
})();
`;
