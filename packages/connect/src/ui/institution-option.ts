import type { Institution } from '@connect-layer/protocol';
import { html, nothing, type TemplateResult } from 'lit';
import type { Piece, Search } from '../search/search.js';
import { mark } from './mark.js';
import { t } from './strings.js';

/** A bank as it stands in the list. */
export interface Option {
  institution: Institution;
  /** Marks what was typed. */
  marked: (text: string) => readonly Piece[];
  /** Why the bank fits, where its name does not tell. */
  why: ReturnType<Search['why']>;
  countryName: string;
  /** Its place in the list, and how long that is. */
  place: number;
  of: number;
  isActive: boolean;
  /** Whether it is drawn outside of the rows in view, since the keys are at it. */
  isApart?: boolean;
}

/** A row or tile of the list. */
export const option = (shown: Option, choose: () => void): TemplateResult => {
  const { institution, marked, why, countryName, place, of, isActive, isApart } = shown;
  const { name, fullName, health, experimental } = institution;
  const trouble = health && t(`search.${health}`);
  const about = [
    experimental && t('search.experimental'),
    why.alias && t('search.alias', { name: why.alias }),
    why.code && t('search.code', { code: why.code }),
    fullName !== name && !why.alias && !why.code && fullName,
    countryName,
  ]
    .filter(Boolean)
    .join(' · ');
  const pieces = marked(name);
  const fits = pieces.some((piece) => piece.fits);
  // Keys are handled where the focus is: in the field.
  /* eslint-disable lit-a11y/click-events-have-key-events */
  return html`
    <div
      id="row-${place}"
      class="option ${isApart ? 'apart' : ''}"
      role="option"
      aria-selected=${isActive}
      aria-posinset=${place + 1}
      aria-setsize=${of}
      @click=${choose}
    >
      ${mark(institution)}
      <span class="names">
        <span class="name">${emphasised(pieces)}</span>
        <span class="about muted small"
          >${trouble ? html`<span class="trouble ${health}">${trouble}</span>` : nothing}${
            fits ? about : emphasised(marked(about))
          }</span
        >
      </span>
    </div>
  `;
};

const emphasised = (pieces: readonly Piece[]) =>
  pieces.map(({ piece, fits }) => (fits ? html`<mark>${piece}</mark>` : piece));
