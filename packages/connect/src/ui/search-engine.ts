/** What the list of banks needs once somebody types or scrolls. It is fetched as soon as the list is drawn. */
export { repeat } from 'lit/directives/repeat.js';
export { createSearch, marked } from '../search/search.js';
