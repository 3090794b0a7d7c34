export { sandboxApp, sandboxKey } from './app.js';
export { sandboxBank, type SandboxBankOptions } from './bank.js';
export { manyBanks } from './banks/many/many.js';
export { dashboardLogin, type Dashboard } from './management/session.js';
export { magicAmounts, type Magic } from './money/magic.js';
export { personaCode, personaPet, type Hurdle, type Question } from './personas/hurdles.js';
export { personas, personaPassword, type Moment, type Persona } from './personas/personas.js';
export { freshState, State } from './state/state.js';
export { provocations, type Provocation } from './provocations.js';
