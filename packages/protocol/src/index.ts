export * from './account.js';
export * from './batch.js';
export * from './calls.js';
export * from './connect-api.js';
export * from './errors.js';
export * from './institution.js';
export * from './operation.js';
export * from './payment.js';
