import { aTimeout, expect, fixture, html, waitUntil } from '@open-wc/testing';
import { askedAt, clock, countdown, worthSaying } from './countdown.js';
import { duration } from './formats.js';
import { defineParts } from './later.js';

defineParts();

describe('a countdown', () => {
  const shown = (element: Element) => element.textContent.trim();

  it('draws what is left each second, stops at nothing, and then rests', async () => {
    const drawn: number[] = [];
    const draw = (left: number) => {
      drawn.push(left);
      return html`<b>${left}</b>`;
    };
    const element = await fixture(html`<div>${countdown(Date.now() + 1500, draw)}</div>`);
    expect(shown(element)).to.equal('2');
    expect(element.querySelector('b'), 'it is part of the screen').not.to.equal(null);
    await waitUntil(() => shown(element) === '0', 'it ends', { timeout: 3000 });
    await aTimeout(1100);
    expect(drawn).to.deep.equal([2, 1, 0]);
  });

  it('has no timer when it is gone, or has nothing to wait for', async () => {
    const { setTimeout: original } = window;
    let timers = 0;
    try {
      const element = await fixture<HTMLElement>(html`<div>${countdown(Date.now() + 60_000, String)}</div>`);
      const endless = await fixture<HTMLElement>(html`<div>${countdown(Infinity, String)}</div>`);
      expect([shown(element), shown(endless)]).to.deep.equal(['60', 'Infinity']);
      element.remove();
      window.setTimeout = ((...given: Parameters<typeof original>) => {
        timers++;
        return original(...given);
      }) as typeof setTimeout;
      await new Promise((resolve) => original(resolve, 1200));
      expect(timers).to.equal(0);
      document.body.append(element);
      await new Promise((resolve) => original(resolve));
      expect(timers, 'it goes on when it was only moved').to.equal(1);
      element.remove();
    } finally {
      window.setTimeout = original;
    }
  });

  it('counts from when a question was first shown', () => {
    const question = {};
    expect([askedAt(question, 5), askedAt(question, 9), askedAt({}, 9)]).to.deep.equal([5, 5, 9]);
  });
});

describe('the time that is left', () => {
  it('is shown as a clock and told in words', () => {
    expect([0, 9, 60, 90, 605].map(clock)).to.deep.equal(['0:00', '0:09', '1:00', '1:30', '10:05']);
    expect([1, 45, 60, 90, 120].map(duration)).to.deep.equal([
      ...['1 second', '45 seconds', '1 minute', '1 minute 30 seconds', '2 minutes'],
    ]);
  });

  /** All that is said while so many seconds pass. */
  const said = (total: number) => {
    const told = Array.from({ length: total + 1 }, (_, passed) => worthSaying(total - passed, total));
    return told.filter((seconds, i) => seconds && seconds !== told[i - 1]);
  };

  it('is told seldom', () => {
    expect(said(300)).to.deep.equal([300, 150, 60, 30, 10]);
    expect(said(120)).to.deep.equal([120, 60, 30, 10]);
    expect(said(60)).to.deep.equal([60, 30, 10]);
    expect(said(45)).to.deep.equal([45, 30, 22, 10]);
    expect(said(5)).to.deep.equal([5]);
  });

  it('is never told before it has come to that', () => {
    for (let left = 1; left < 200; left++) expect(worthSaying(left, 200)).to.be.at.least(left);
    expect(worthSaying(200, 200), 'nor at the very start, when nobody would hear it').to.equal(0);
  });
});
