import type { ProviderName } from '@connect-layer/sandbox/node';

/** How one gets into the banks behind a provider. */
interface Logins {
  /** A country with banks there. */
  country: string;
  /** The name that a bank wants, and what then happens. */
  names: readonly (readonly [name: string, what: string])[];
  /** What else one has to know. */
  also: string;
}

/** How to try the demo, by what its gateway stands on. */
export const logins: Readonly<Record<ProviderName, Logins>> = {
  sandbox: {
    country: 'AE',
    names: [
      ['demo', 'which works at once'],
      ['mfa_otp', 'to be asked for a code, which is 123456'],
    ],
    also: 'The password is demo for both.',
  },
  finapi: {
    country: 'DE',
    names: [
      ['demo_no_msa', 'which works at once'],
      ['demo', 'to be asked for a code, which is 123456'],
    ],
    also: 'The PIN is the same as the name. You log in on a page of finAPI, which is simulated too.',
  },
  powens: {
    country: 'FR',
    names: [
      ['any name', 'which works at once at the Connecteur de test; its lists choose what else may happen'],
    ],
    also: 'The password and every code are 1234. You log in on a page of Powens, which is simulated too.',
  },
};

/** The same, as one text. */
export const hintOf = (name: ProviderName): string => {
  const { names, also } = logins[name];
  return `Log in as ${names.map(([login, what]) => `“${login}”, ${what}`).join(', or as ')}. ${also}`;
};
