import { DapiConnect } from './dapi-connect.js';
import { InstitutionSearch } from './institution-search.js';

declare global {
  interface HTMLElementTagNameMap {
    'dapi-connect': DapiConnect;
  }
}

/** Registers elements. The build adds a hash to their names, so that versions do not take each other's for their own. */
export function define(parts: Readonly<Record<string, CustomElementConstructor>>): void {
  for (const [name, element] of Object.entries(parts))
    if (!customElements.get(name)) customElements.define(name, element);
}

/**
 * Registers the modal's first elements, and gives the name of the modal's own: `dapi-connect`, or where that is taken, as by
 * another version of this code, the next one that is free.
 */
export function defineElements(): string {
  define({ 'dapi-institution-search': InstitutionSearch });
  for (let copy = 1; ; copy++) {
    const name = copy === 1 ? 'dapi-connect' : `dapi-connect-${copy}`;
    if (!customElements.get(name)) customElements.define(name, DapiConnect);
    if (customElements.get(name) === DapiConnect) return name;
  }
}
