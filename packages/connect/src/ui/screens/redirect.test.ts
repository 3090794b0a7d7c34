import { expect } from '@open-wc/testing';
import { oneOfEachStep, page, session } from '../../testing/examples.js';
import { delivered, element, events, field, show } from '../../testing/shown.test-helper.js';
import type { At } from '../../flow/flow.js';

const at = (more: Partial<At<'redirect'>> = {}) => show({ ...oneOfEachStep.redirect, ...more });
const text = (of: Element) => of.textContent.trim().replace(/\s+/g, ' ');
const button = (root: ShadowRoot) => field(root, 'footer button');

describe('a page of the bank', () => {
  const { open } = window;
  afterEach(() => {
    window.open = open;
  });

  it('is opened in the click, in a tab that reaches nothing of this one', async () => {
    const tab = { opener: window as unknown, location: { replace: (url: string) => (gone = url) } };
    let gone = '';
    const asked: unknown[] = [];
    window.open = (...given) => {
      asked.push(...given);
      return tab as unknown as Window;
    };
    const root = await at();
    await expect(element).to.be.accessible();
    expect(text(button(root))).to.equal('Open the page of the bank');
    expect(root.activeElement).to.equal(button(root));
    button(root).click();
    expect(asked).to.deep.equal(['about:blank', '_blank']);
    expect([tab.opener, gone]).to.deep.equal([null, page.query]);
    expect(events).to.deep.equal([{ type: 'visit', blocked: false }]);
  });

  it('is waited for, can be opened again, and the person can say that they are done', async () => {
    const before = await at();
    button(before).focus();
    const root = await at({ visited: 'open' });
    await expect(element).to.be.accessible();
    expect(root.activeElement, 'the focus stays where it was').to.equal(button(root));
    expect(text(field(root, '[role=status]'))).to.equal(
      'The page of Example Bank is open in another tab. Once you are done there, this goes on by itself.',
    );
    expect(root.querySelector('.busy')).not.to.equal(null);
    const { href, target, rel } = field<HTMLAnchorElement>(root, 'footer a');
    expect([href, target, rel]).to.deep.equal([page.query, '_blank', 'noopener']);
    expect(text(button(root))).to.equal('I have finished there');
    button(root).click();
    expect(await delivered()).to.deep.equal([{ id: 'redirect', index: 0, answer: '' }]);
  });

  it('that the browser does not open is a plain link, or takes the place of this one', async () => {
    window.open = () => null;
    button(await at()).click();
    expect(events).to.deep.equal([{ type: 'visit', blocked: true }]);
    const root = await at({ visited: 'blocked' });
    await expect(element).to.be.accessible();
    expect(text(field(root, '[role=alert]'))).to.equal('Your browser did not open the page. Use this link:');
    const { href, target, rel, className } = field<HTMLAnchorElement>(root, 'footer a');
    expect([href, target, rel, className]).to.deep.equal([page.query, '_blank', 'noopener', 'primary']);
    field(root, 'footer button:last-of-type').click();
    expect(events.at(-1)).to.deep.equal({ type: 'depart' });
    const ofCall = await at({ visited: 'blocked', session: { ...session, purpose: 'call' } });
    expect(ofCall.querySelectorAll('footer button').length, 'a call cannot outlive its page').to.equal(1);
  });

  it('takes the place of this one where the app wants that', async () => {
    const root = await at({ session: { ...session, redirects: 'page' } });
    expect(text(field(root, '[role=status]'))).to.equal(
      'Example Bank asks you to log in on its own page. After that you are brought back here.',
    );
    button(root).click();
    expect(events).to.deep.equal([{ type: 'depart' }]);
  });

  it('that was not finished is said to be so', async () => {
    const root = await at({ again: true });
    await expect(element).to.be.accessible();
    expect(text(field(root, '.content [role=alert]'))).to.equal(
      'Example Bank has not confirmed it yet. Finish there, then come back.',
    );
  });

  it('that nobody can finish any more is begun again', async () => {
    const root = await at({ input: { ...page, validFor: 0 } });
    expect(text(field(root, '[role=alert]'))).to.equal('The time to answer is up.');
    expect(root.querySelector('footer a')).to.equal(null);
    button(root).click();
    expect(events).to.deep.equal([{ type: 'retry' }]);
    const visited = await at({ input: { ...page, validFor: 0 }, visited: 'open' });
    expect(visited.querySelector('.busy'), 'nobody is waited for').to.equal(null);
  });
});
