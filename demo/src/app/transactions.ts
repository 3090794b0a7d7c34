import { html, nothing, type TemplateResult } from 'lit';
import type { App, State } from './app.js';
import { daysShown, isLoading, type Bank, type Booking } from './bank.js';
import { dayInWords, ending, money, nameOf } from './formats.js';

/** How many days with bookings are shown before somebody asks for more. */
const fewDays = 7;

/** What was booked lately, day by day, newest first. */
export function transactions({ banks, chosen, whole }: State, app: App): TemplateResult {
  const days = byDay(
    banks.flatMap(({ bookings = [] }) => bookings).filter(({ account }) => !chosen || account.id === chosen),
  );
  const shown = whole ? days : days.slice(0, fewDays);
  const loading = banks.some(isLoading);
  const choose = (event: Event) => app.choose((event.target as HTMLSelectElement).value || undefined);
  return html`
    <section class="card transactions" aria-labelledby="transactions" aria-busy=${loading}>
      <header>
        <h2 id="transactions">Transactions</h2>
        <select aria-label="Show transactions of" @change=${choose}>
          <option value="">All accounts</option>
          ${banks.map(options)}
        </select>
      </header>
      ${shown.map(
        ([day, bookings]) => html`
          <h3>${day}</h3>
          <ul>
            ${bookings.map(row)}
          </ul>
        `,
      )}
      ${days.length ? nothing : loading ? skeleton : html`<p class="muted">There is nothing to show.</p>`}
      ${
        shown.length < days.length
          ? html`<button type="button" @click=${app.showWhole}>Show all ${daysShown} days</button>`
          : nothing
      }
    </section>
  `;
}

function byDay(bookings: readonly Booking[]): [day: string, bookings: Booking[]][] {
  const days = new Map<string, Booking[]>();
  for (const booking of bookings.toSorted((a, b) => Date.parse(b.date) - Date.parse(a.date))) {
    const day = dayInWords(new Date(booking.date));
    days.set(day, [...(days.get(day) ?? []), booking]);
  }
  return [...days];
}

const options = ({ bankAccount, accounts = [] }: Bank): TemplateResult => html`
  <optgroup label=${bankAccount.name}>
    ${accounts.map((account) => html`<option value=${account.id}>${nameOf(account)} •••• ${ending(account)}</option>`)}
  </optgroup>
`;

const row = ({
  account,
  bankName,
  amount,
  currency,
  description,
  details,
  type,
}: Booking): TemplateResult => html`
  <li class="row">
    <span>
      <span class="what">${description ?? details ?? 'Transaction'}</span>
      <span class="more"
        >${[description && details, `${bankName} ${nameOf(account)}`].filter(Boolean).join(' · ')}</span
      >
    </span>
    <span class="amount ${type}">${money(type === 'credit' ? amount : -amount, currency.code, true)}</span>
  </li>
`;

const skeleton = Array.from(
  { length: 6 },
  (_, index) => html`<span class="skeleton ${index % 2 ? 'short' : ''}"></span>`,
);
