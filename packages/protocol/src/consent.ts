/** What an app can ask for, in the order in which people are told. */
export const sharedThings = ['accounts', 'balances', 'transactions', 'identity', 'payments'] as const;
export type SharedThing = (typeof sharedThings)[number];

/** Milliseconds before its end from which a consent is asked for again when its connection is repaired. */
export const consentRenewal = 14 * 24 * 60 * 60 * 1000;
