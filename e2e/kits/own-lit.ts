import { html, LitElement, render } from 'lit';

// A page with a Lit of its own, which has the policy `lit-html`.

class OwnElement extends LitElement {
  protected override render() {
    return html`<p>Drawn by the page’s own Lit</p>`;
  }
}
customElements.define('own-element', OwnElement);
render(html`<own-element></own-element>`, document.body.appendChild(document.createElement('div')));
