import { DapiConnect } from './dapi-connect.js';
import { Elapsed } from './elapsed.js';
import { InstitutionSearch } from './institution-search.js';

/** The build adds a hash to these names, so that versions do not take each other's elements for their own. */
const parts = {
  'dapi-elapsed': Elapsed,
  'dapi-institution-search': InstitutionSearch,
};

declare global {
  interface HTMLElementTagNameMap {
    'dapi-connect': DapiConnect;
  }
}

/**
 * Registers the modal's elements, and gives the name of the modal's own: `dapi-connect`, or where that is taken, as by
 * another version of this code, the next one that is free.
 */
export function defineElements(): string {
  for (const [name, element] of Object.entries(parts))
    if (!customElements.get(name)) customElements.define(name, element);
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? 'dapi-connect' : `dapi-connect-${copy}`;
    if (!customElements.get(name)) customElements.define(name, DapiConnect);
    if (customElements.get(name) === DapiConnect) return name;
  }
}
