import { html, svg, type TemplateResult } from 'lit';
import { isLoading, type Bank } from './bank.js';
import { day, money } from './formats.js';
import { historiesOf, type History } from './history.js';

/** What there is altogether, and how it came to that. */
export function balances(banks: readonly Bank[]): TemplateResult {
  const loading = banks.some(isLoading);
  const histories = loading ? [] : historiesOf(banks);
  return html`
    <section class="card" aria-labelledby="balance">
      <h2 id="balance">Balance</h2>
      ${loading ? skeleton : histories.length ? histories.map(chart) : nothingYet}
    </section>
  `;
}

const skeleton = html`<span class="skeleton short"></span><span class="skeleton tall"></span>`;
const nothingYet = html`<p class="muted">There is nothing to show yet.</p>`;

/** Drawn on a field of 100 by 100 that is stretched to whatever place there is. */
function chart({ currency, days }: History): TemplateResult {
  const amounts = days.map(({ amount }) => amount);
  const [low, high] = [Math.min(...amounts), Math.max(...amounts)];
  const now = amounts.at(-1)!;
  const x = (index: number) => (index / (days.length - 1)) * 100;
  const y = (amount: number) => (high === low ? 50 : 100 - ((amount - low) / (high - low)) * 100);
  const line = amounts.map((amount, index) => `${x(index).toFixed(2)},${y(amount).toFixed(2)}`).join(' ');
  const from = day(days[0]!.date);
  return html`
    <figure>
      <figcaption>
        <span class="total">${money(now, currency)}</span>
        <span class="range"
          >Between ${money(low, currency)} and ${money(high, currency)} in ${days.length} days</span
        >
      </figcaption>
      <svg
        class="plot"
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        role="img"
        aria-label=${inWords(currency, days)}
      >
        ${svg`
          <path class="grid" d="M0 0H100M0 100H100" />
          <polygon class="area" points="0,100 ${line} 100,100" />
          <polyline class="line" points=${line} />
          <path class="now" d="M100 ${y(now).toFixed(2)}h0" />
        `}
      </svg>
      <div class="ends" aria-hidden="true">
        <span>${from}</span>
        <span>Today</span>
      </div>
      <details>
        <summary>Show as a table</summary>
        ${table({ currency, days })}
      </details>
    </figure>
  `;
}

const inWords = (currency: string, days: History['days']): string => {
  const [first, last] = [days[0]!, days.at(-1)!];
  const byAmount = days.toSorted((a, b) => a.amount - b.amount);
  const [least, most] = [byAmount[0]!, byAmount.at(-1)!];
  const told = ({ amount, date }: (typeof days)[number]) => `${money(amount, currency)} on ${day(date)}`;
  return `Balance over ${days.length} days: from ${told(first)} to ${told(last)}; at least ${told(least)}, at most ${told(most)}.`;
};

const table = ({ currency, days }: History): TemplateResult => html`
  <table>
    <thead>
      <tr>
        <th scope="col">Day</th>
        <th scope="col">Balance in ${currency}</th>
      </tr>
    </thead>
    <tbody>
      ${days.toReversed().map(
        ({ date, amount }) => html`
          <tr>
            <th scope="row">${day(date)}</th>
            <td>${money(amount, currency)}</td>
          </tr>
        `,
      )}
    </tbody>
  </table>
`;
