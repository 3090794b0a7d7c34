import { Countdown } from './countdown.js';
import { DapiConnect } from './dapi-connect.js';
import { Elapsed } from './elapsed.js';
import { InstitutionSearch } from './institution-search.js';

const elements = {
  'dapi-connect': DapiConnect,
  'dapi-countdown': Countdown,
  'dapi-elapsed': Elapsed,
  'dapi-institution-search': InstitutionSearch,
};

declare global {
  interface HTMLElementTagNameMap {
    'dapi-connect': DapiConnect;
  }
}

/** Registers the modal's elements. A page that has them already, from another copy of this code, keeps those. */
export function defineElements(): void {
  for (const [name, element] of Object.entries(elements))
    if (!customElements.get(name)) customElements.define(name, element);
}
