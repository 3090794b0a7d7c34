import { learn } from './ui/learn.js';
import { wordingFor } from './ui/wanted.js';

// The page of the gateway on which somebody ends who was sent to the bank in a tab of its own. It says in their language
// that they can go back, and closes itself where the browser lets it. It knows nothing of their login.

const [title, text] = document.querySelectorAll<HTMLElement>('h1, p');
const app = document.querySelector<HTMLMetaElement>('meta[name="application-name"]')?.content ?? '';

const styles = new CSSStyleSheet();
styles.replaceSync(`
  body { margin: 0; min-block-size: 100vh; display: grid; place-content: center; font: 16px/1.5 system-ui, sans-serif }
  main { margin: 24px; max-inline-size: 352px; text-align: center }
  h1 { margin: 0 0 8px; font-size: 22px; line-height: 1.3 }
  p { margin: 0; opacity: 0.75 }
`);
document.adoptedStyleSheets = [styles];

learn(wordingFor({}), ({ language, direction, words, pending }) => {
  if (pending || !title || !text) return;
  Object.assign(document.documentElement, { lang: language, dir: direction });
  // What is not told in another language is there in English already.
  const { 'return.title': ownTitle, 'return.text': ownText } = words;
  if (ownTitle) title.textContent = ownTitle;
  if (ownText) text.textContent = app && ownText.replace('{app}', `\u2068${app}\u2069`);
});

close();
