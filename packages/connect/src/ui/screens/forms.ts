/** The forms, and how they look: code that is fetched while somebody still looks for their bank. */
export { accounts } from './accounts.js';
export { challenge } from './challenge.js';
export { credentials } from './credentials.js';
export { formStyles } from './forms.styles.js';
