import type { Institution } from '@connect-layer/protocol';
import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Send } from '../flow/flow.js';
import { country as countryName } from './formats.js';
import { icons } from './icons.js';
import { match, normalise } from './institution-match.js';
import { searchStyles } from './institution-search.styles.js';
import { mark } from './mark.js';
import { nameParts } from './parts.js';
import { Speaker } from './speech.js';
import { t } from './strings.js';
import { styles } from './styles.js';

/** Rows drawn at most; a list longer than this is narrowed by typing. */
const most = 100;

/** A field to type into and the banks that fit: a combobox whose list is always shown. */
export class InstitutionSearch extends LitElement {
  static override shadowRootOptions = { ...LitElement.shadowRootOptions, delegatesFocus: true };
  static override styles = [styles, searchStyles];
  static override properties = {
    institutions: { attribute: false },
    send: { attribute: false },
    query: { state: true },
    active: { state: true },
  };

  /** Every bank there is. */
  declare institutions: readonly Institution[];
  /** Told of the choice. */
  declare send: Send;
  /** What was typed. */
  declare private query: string;
  /** The row that the arrow keys are at, or -1. */
  declare private active: number;

  constructor() {
    super();
    new Speaker(this);
    this.institutions = [];
    this.query = '';
    this.active = -1;
  }

  protected override render(): TemplateResult {
    const groups = this.#groups();
    const rows = groups.flatMap(({ rows }) => rows);
    return html`
      <div class="field">
        ${icons.search}
        <input
          type="search"
          role="combobox"
          aria-label=${t('search.label')}
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls="list"
          aria-activedescendant=${rows[this.active] ? `row-${this.active}` : nothing}
          placeholder=${t('search.placeholder')}
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          enterkeyhint="search"
          .value=${this.query}
          @input=${this.#type}
          @keydown=${(event: KeyboardEvent) => this.#press(event, rows)}
        />
      </div>
      <p class="visually-hidden" role="status">${this.query && this.#count(rows.length)}</p>
      <div id="list" role="listbox" aria-label=${t('search.all')} tabindex="-1">
        ${groups.map(({ label, tiles, first, rows }) =>
          rows.length
            ? html`<div role="group" aria-label=${label}>
                <p class="heading" aria-hidden="true">${label}</p>
                <div class=${tiles ? 'tiles' : 'rows'}>
                  ${rows.map((institution, i) => this.#option(institution, first + i))}
                </div>
              </div>`
            : nothing,
        )}
      </div>
      ${
        rows.length
          ? nothing
          : html`<div class="none">
              <p>${t('search.none', { query: this.query })}</p>
              <p class="muted">${t('search.hint')}</p>
            </div>`
      }
    `;
  }

  protected override updated(changed: PropertyValues): void {
    nameParts(this.renderRoot);
    if (changed.has('active'))
      this.renderRoot.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }

  /** Before anything is typed, the popular ones as tiles and then all; after that, what fits. */
  #groups(): { label: string; tiles: boolean; first: number; rows: Institution[] }[] {
    if (normalise(this.query)) {
      const rows = match(this.institutions, this.query, countryName);
      return [{ label: this.#count(rows.length), tiles: false, first: 0, rows: rows.slice(0, most) }];
    }
    const rank = ({ popular = Infinity }: Institution) => popular;
    const popular = this.institutions
      .filter((institution) => rank(institution) < Infinity)
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, 6);
    const all = [...this.institutions].sort((a, b) => a.name.localeCompare(b.name)).slice(0, most);
    return [
      { label: t('search.popular'), tiles: true, first: 0, rows: popular },
      { label: t('search.all'), tiles: false, first: popular.length, rows: all },
    ];
  }

  #option(institution: Institution, position: number): TemplateResult {
    const { name, fullName, country } = institution;
    // Keys are handled where the focus is: in the field.
    /* eslint-disable lit-a11y/click-events-have-key-events */
    const kind = [fullName === name ? '' : fullName, countryName(country)];
    return html`
      <div
        id="row-${position}"
        class="option"
        role="option"
        aria-selected=${position === this.active}
        @click=${() => this.send({ type: 'choose', institution })}
      >
        ${mark(institution)}
        <span class="names">
          <span class="name">${this.#emphasised(name)}</span>
          <span class="muted small">${kind.filter(Boolean).join(' · ')}</span>
        </span>
      </div>
    `;
  }

  /** The name with the typed words marked where they begin a word of it. */
  #emphasised(name: string): (string | TemplateResult)[] {
    const words = normalise(this.query).split(' ').filter(Boolean);
    return name.split(/(?<=\s)/).map((word) => {
      const found = words.find((typed) => normalise(word).startsWith(typed));
      return found ? html`<mark>${word.slice(0, found.length)}</mark>${word.slice(found.length)}` : word;
    });
  }

  readonly #type = (event: InputEvent): void => {
    this.query = (event.target as HTMLInputElement).value;
    this.active = normalise(this.query) ? 0 : -1;
  };

  #press(event: KeyboardEvent, rows: readonly Institution[]): void {
    const last = rows.length - 1;
    const chosen = rows[this.active];
    const moves: Record<string, () => void> = {
      ArrowDown: () => (this.active = Math.min(this.active + 1, last)),
      ArrowUp: () => (this.active = Math.max(this.active - 1, -1)),
      Enter: () => chosen && this.send({ type: 'choose', institution: chosen }),
      ...(this.query && { Escape: () => this.#clear() }),
    };
    const move = moves[event.key];
    if (!move || event.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  }

  #clear(): void {
    this.query = '';
    this.active = -1;
  }

  #count(count: number): string {
    return t('search.results', { count });
  }
}
