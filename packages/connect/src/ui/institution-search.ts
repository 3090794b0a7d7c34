import type { Institutions } from '@connect-layer/protocol';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { problemOf } from '../error.js';
import type { Send, Session } from '../flow/flow.js';
import type { Search } from '../search/search.js';
import { country as nameOf } from './country.js';
import { fetchLater, fetchSearchEngine } from './fetch.js';
import { icons } from './icons.js';
import { groupsOf, homeAmong, type Group, type Wanted } from './institution-list.js';
import { filters, type Choice } from './institution-filters.js';
import { option } from './institution-option.js';
import { searchStyles } from './institution-search.styles.js';
import type { Later } from './later.js';
import { nameParts } from './parts.js';
import { Speaker } from './speech.js';
import { t } from './strings.js';
import { styles } from './styles.js';

/** Height of a row in pixels, as the styles have it; rows drawn beyond those in view; and how far a page key goes. */
const [height, beyond, page] = [56, 2, 8];

/** Milliseconds without a change after which the number of banks is announced, and for which the page may be held up. */
const [calm, slice] = [600, 8];

/** A field to type into and the banks that fit: a combobox whose list is always shown. */
export class InstitutionSearch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [styles, searchStyles];
  static override properties = {
    institutions: { attribute: false },
    recent: { attribute: false },
    send: { attribute: false },
    report: { attribute: false },
    wanted: { state: true },
    active: { state: true },
    seen: { state: true },
    announced: { state: true },
    missing: { state: true },
    engine: { state: true },
  };

  /** Every bank there is. */
  declare institutions: Institutions;
  /** Ids of the banks that this person has used, the latest first. */
  declare recent: readonly string[];
  /** Told of the choice, and of a bank that is not there. */
  declare send: Send;
  /** Takes note of a bank that is not there. */
  declare report: Session['report'];
  /** What was typed and which filters are set. */
  declare private wanted: Wanted;
  /** The place in the list that the arrow keys are at, or -1. */
  declare private active: number;
  /** The rows of the last group that are drawn: from, and to but not including. */
  declare private seen: readonly [from: number, to: number];
  /** What was said last of the number of banks. */
  declare private announced: string;
  /** Whether the person is telling of a bank that is not there, or has done so. */
  declare private missing: '' | 'asked' | 'told';
  /** Until it is here, the list is as it was before anything was typed. */
  declare private engine: typeof import('./search-engine.js') | undefined;

  #search: Search | undefined;
  /** What draws the form for a bank that is not there. */
  #later: Later | undefined;
  #home: string | undefined;
  #countries: readonly Choice[] = [];
  #names = new Map<string, string>();
  #hasKinds = false;
  #groups: readonly Group[] = [];
  #timers: Record<string, ReturnType<typeof setTimeout>> = {};
  readonly #size = new ResizeObserver(() => this.#look());

  constructor() {
    super();
    new Speaker(this);
    this.recent = [];
    this.wanted = { query: '', country: '', kind: '' };
    this.active = -1;
    this.seen = [0, 12];
    this.announced = '';
    this.missing = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.getRootNode().addEventListener('scroll', this.#look, { capture: true, passive: true });
    this.#size.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.getRootNode().removeEventListener('scroll', this.#look, { capture: true });
    this.#size.disconnect();
    Object.values(this.#timers).forEach(clearTimeout);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('institutions');
    const hasCome = changed.has('engine' as never);
    if (isOther) this.#begin();
    if (isOther || hasCome) this.#startSearch();
    if (isOther || changed.has('wanted' as never) || (hasCome && this.#query)) {
      const order = { recent: this.recent, home: this.#home };
      this.#groups = groupsOf(this.institutions, this.#search, order, this.wanted);
      this.active = this.#search && this.#query && this.#total ? 0 : -1;
      this.seen = [0, 12];
      if (hasCome) this.#announceSoon();
    }
  }

  protected override firstUpdated(): void {
    this.#fetchEngine();
  }

  /** Asked for again at each key while it is missing; without it, what is typed would stay without an answer. */
  #fetchEngine(): void {
    if (this.engine) return;
    fetchSearchEngine()
      .then((engine) => (this.engine = engine))
      .catch((error: unknown) => this.#query && this.#broken(error));
  }

  /** Learns where the banks are, and which there are. */
  #begin(): void {
    const there = new Set(this.institutions.countries);
    this.#home = homeAmong(there);
    this.#countries = [...there]
      .map((code): Choice => [code, nameOf(code)])
      .sort(([, a], [, b]) => a.localeCompare(b));
    this.#names = new Map(this.#countries);
    const kinds = new Set(this.institutions.serves.flatMap((serves) => (serves?.length === 1 ? serves : [])));
    this.#hasKinds = kinds.size > 0;
  }

  /** Makes the search, and has the names read while the page goes on living. */
  #startSearch(): void {
    if (!this.engine) return;
    const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });
    const short: Record<string, string> = { AE: 'UAE', GB: 'UK', US: 'USA' };
    const countryName = (code: string) => `${nameOf(code)} ${english.of(code)} ${short[code] ?? ''}`;
    const search = this.engine.createSearch(this.institutions, { countryName, home: this.#home });
    const read = () => {
      if (!search.prepare(slice)) this.#timers.read = setTimeout(read);
    };
    clearTimeout(this.#timers.read);
    this.#timers.read = setTimeout(read);
    this.#search = search;
  }

  protected override render(): TemplateResult {
    if (this.missing && this.#later) {
      const { thanked, unlisted } = this.#later;
      if (this.missing === 'told') return thanked(this.#leave);
      return unlisted(this.#query, this.#countries, this.#tell, this.#leave);
    }
    const { query } = this.wanted;
    const total = this.#total;
    return html`
      <div class="field">
        ${icons.search}
        <input
          type="search"
          role="combobox"
          aria-label=${t('search.label')}
          aria-expanded=${total > 0}
          aria-autocomplete="list"
          aria-controls="list"
          aria-activedescendant=${this.active < 0 ? nothing : `row-${this.active}`}
          placeholder=${t('search.placeholder')}
          maxlength="100"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="search"
          .value=${query}
          @input=${(event: InputEvent) => this.#want({ query: (event.target as HTMLInputElement).value })}
          @keydown=${this.#press}
        />
      </div>
      ${filters({ countries: this.#countries, kinds: this.#hasKinds, ...this.wanted }, (change) => this.#want(change))}
      <p class="visually-hidden" role="status">${this.announced}</p>
      <div
        id="list"
        role="listbox"
        aria-label=${t('search.all')}
        aria-busy=${!!this.#query && !this.#search}
        tabindex="-1"
        ?hidden=${!total}
      >
        ${this.#groups.map((group, at) => this.#group(group, at))}
      </div>
      <div class="none">
        ${
          total
            ? nothing
            : html`${this.#query ? html`<p>${t('search.none', { query: this.#query })}</p>` : nothing}
                <p class="muted">${t('search.hint')}</p>
                ${
                  this.wanted.country || this.wanted.kind
                    ? html`<button class="quiet" @click=${() => this.#want({ country: '', kind: '' })}>
                        ${t('search.everywhere')}
                      </button>`
                    : nothing
                }`
        }
        <button class="quiet" @click=${this.#miss}>${t('unlisted.open')}</button>
      </div>
    `;
  }

  /** A group under its heading. Of the last one only what is in view is drawn, and the row that the keys are at. */
  #group({ heading, rows }: Group, at: number): TemplateResult {
    const first = this.#groups.slice(0, at).reduce((sum, group) => sum + group.rows.length, 0);
    const isLong = at === this.#groups.length - 1;
    const label = heading === 'found' ? this.#count : t(`search.${heading}`);
    const [from, to] = isLong ? this.seen : [0, rows.length];
    const own = this.active - first;
    const apart = own >= 0 && own < rows.length && (own < from || own >= to) ? [own] : [];
    const drawn = [...[...rows.slice(from, to).keys()].map((place) => place + from), ...apart];
    const draw = (place: number) => this.#option(rows[place]!, first + place, apart.includes(place));
    return html`<div role="group" aria-label=${label}>
      <p class="heading" aria-hidden="true">${label}</p>
      <div class=${isLong ? 'rows' : 'tiles'}>
        ${this.engine ? this.engine.repeat(drawn, (place) => rows[place], draw) : drawn.map(draw)}
      </div>
    </div>`;
  }

  #option(row: number, place: number, isApart: boolean): TemplateResult {
    const institution = this.institutions.at(row);
    const query = this.#query;
    const search = query ? this.#search : undefined;
    const why = search?.why(row, query) ?? {};
    const marked = (piece: string) =>
      search && this.engine ? this.engine.marked(piece, query) : [{ piece, fits: false }];
    const countryName = this.#names.get(institution.country) ?? '';
    const isActive = place === this.active;
    return option({ institution, marked, why, countryName, place, of: this.#total, isActive, isApart }, () =>
      this.send({ type: 'choose', institution }),
    );
  }

  protected override updated(changed: PropertyValues): void {
    nameParts(this.renderRoot);
    const last = this.#groups.at(-1)?.rows.length ?? 0;
    this.style.setProperty('--count', String(last));
    this.style.setProperty('--from', String(Math.min(this.seen[0], last)));
    this.style.setProperty('--apart', String(this.active - (this.#total - last)));
    if (changed.has('active') || changed.has('wanted'))
      this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    if (changed.has('missing') && changed.get('missing') !== undefined)
      this.renderRoot.querySelector<HTMLElement>('input, #thanks')?.focus();
    this.#look();
  }

  /** Finds out which rows are in view, whatever it is that scrolls. */
  readonly #look = (): void => {
    const rows = this.renderRoot.querySelector('.rows');
    if (!rows) return;
    const { top } = rows.getBoundingClientRect();
    const begin = this.renderRoot.querySelector('.field')!.getBoundingClientRect().bottom;
    const end = Math.min(this.closest('dialog')?.getBoundingClientRect().bottom ?? innerHeight, innerHeight);
    const from = Math.floor((Math.max(begin, 0) - top) / height) - beyond;
    const to = Math.ceil((end - top) / height) + beyond;
    const last = this.#groups.at(-1)!.rows.length;
    const seen = [Math.min(Math.max(from, 0), last), Math.min(Math.max(to, 0), last)] as const;
    if (seen.some((edge, at) => edge !== this.seen[at])) this.seen = seen;
  };

  #want(change: Partial<Wanted>): void {
    this.wanted = { ...this.wanted, ...change };
    this.#fetchEngine();
    this.#announceSoon();
  }

  #announceSoon(): void {
    clearTimeout(this.#timers.announce);
    this.#timers.announce = setTimeout(() => {
      const query = this.#query;
      if (query && !this.#search) return;
      this.announced = this.#count;
      if (query) this.send({ type: 'searched', query, results: this.#groups.at(-1)?.rows.length ?? 0 });
    }, calm);
  }

  readonly #press = (event: KeyboardEvent): void => {
    const last = this.#total - 1;
    const to = (place: number) => () => (this.active = Math.min(Math.max(place, 0), last));
    const isIn = this.active >= 0;
    const moves: Record<string, (() => unknown) | false | ''> = {
      ArrowDown: to(this.active + 1),
      ArrowUp: isIn && (() => this.active--),
      PageDown: to(this.active + page),
      PageUp: isIn && to(this.active - page),
      Home: isIn && to(0),
      End: isIn && to(last),
      Enter: isIn && (() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.click()),
      Escape: this.wanted.query && (() => this.#want({ query: '' })),
    };
    const move = moves[event.key];
    if (!move || event.isComposing || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey)
      return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };

  readonly #miss = (): void => {
    fetchLater()
      .then((later) => {
        this.#later = later;
        this.missing = 'asked';
      })
      .catch(this.#broken);
  };
  readonly #broken = (error: unknown): void => {
    if (this.isConnected) this.send({ type: 'broken', problem: problemOf(error) });
  };

  readonly #leave = (): void => void (this.missing = '');

  readonly #tell = (query: string, country: string): void => {
    const report = { query: query.trim(), ...(country && { country }) };
    this.report?.(report);
    this.send({ type: 'unlisted', ...report });
    this.missing = 'told';
  };

  /** What was typed, without spaces around it. */
  get #query(): string {
    return this.wanted.query.trim();
  }

  get #total(): number {
    return this.#groups.reduce((sum, { rows }) => sum + rows.length, 0);
  }

  /** How many banks fit, in words. */
  get #count(): string {
    const count = this.#groups.at(-1)?.rows.length ?? 0;
    return t('search.results', { count });
  }
}
