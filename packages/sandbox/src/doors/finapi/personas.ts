import type { PayloadError } from './wire.js';

/** What becomes of somebody at a bank of the finAPI door. */
export interface FinapiPersona {
  /** For whoever looks for one. */
  does: string;
  /** Whether the bank asks for a strong authentication after the login. */
  authenticates?: boolean;
  /** The form ends with this instead of a connection. */
  ends?: PayloadError;
  /** Milliseconds that the download takes, instead of the door's usual. */
  downloads?: number;
  /** One account cannot be downloaded. */
  partial?: boolean;
  /** No account can be downloaded. */
  empty?: boolean;
  /** The next update wants the person again. */
  expires?: boolean;
  /** The next update without the person is refused by the bank. */
  refused?: boolean;
  /** One account of each type instead of the usual four. */
  allTypes?: boolean;
  /** Bookings of the first account, instead of two years' worth. */
  bookings?: number;
}

/**
 * The logins of the finAPI door: both the Onlinebanking-ID and the PIN. The first two are finAPI's own.
 *
 * What follows a dot makes another person with the same fate: `demo_slow.anna` with the PIN `demo_slow`.
 */
export const finapiPersonas = {
  demo: { does: 'is asked for a code, 123456, or approves in another app', authenticates: true },
  demo_no_msa: { does: 'is let in at once' },
  demo_partial: { does: 'has one account that cannot be downloaded', partial: true },
  demo_broken: { does: 'has no account that can be downloaded', empty: true },
  demo_slow: { does: 'waits 8 s for the download', downloads: 8000 },
  demo_noaccounts: { does: 'has no account of the wanted types', ends: 'NO_ACCOUNTS_FOR_TYPE_LIST' },
  demo_exists: { does: 'is connected already', ends: 'ENTITY_EXISTS' },
  demo_consent_expired: { does: 'is let in, and has to come back for the next update', expires: true },
  demo_changed: { does: 'is let in, then changes the PIN, so the next update is refused', refused: true },
  demo_down: { does: 'finds the bank out of order', ends: 'INTERNAL_ERROR' },
  demo_all_types: { does: 'has an account of every type', allTypes: true },
  demo_many: { does: 'has 10,000 bookings', bookings: 10_000 },
} as const satisfies Record<string, FinapiPersona>;

/** The code that every bank of this door sends. */
export const finapiCode = '123456';

/** How somebody can prove who they are. The last one happens in another app. */
export const procedures = [
  { procedureId: 'smsTan', procedureName: 'smsTAN', procedureChallengeType: 'TEXT', implicitExecute: false },
  {
    procedureId: 'pushTan',
    procedureName: 'pushTAN',
    procedureChallengeType: 'TEXT',
    implicitExecute: false,
  },
  {
    procedureId: 'chipTanOptical',
    procedureName: 'chipTAN optical',
    procedureChallengeType: 'FLICKER_CODE',
    implicitExecute: false,
  },
  {
    procedureId: 'chipTanQr',
    procedureName: 'chipTAN QR',
    procedureChallengeType: 'PHOTO',
    implicitExecute: false,
  },
  { procedureId: 'decoupled', procedureName: 'Demo Decoupled Auth', implicitExecute: true },
] as const;

/** Who logs in like this, if the bank knows anybody of that name and PIN. */
export function personaFor(login: string, pin: string): FinapiPersona | undefined {
  const name = login.split('.')[0] ?? '';
  return Object.hasOwn(finapiPersonas, name) && (pin === name || pin === login)
    ? finapiPersonas[name as keyof typeof finapiPersonas]
    : undefined;
}

/** Somebody whose PIN was right before. */
export const personaNamed = (login: string): FinapiPersona =>
  personaFor(login, login) ?? {
    does: 'is nobody in particular',
  };

/** What an order comes to, by the decimals of its amount; any other succeeds at once. */
export const finapiAmounts = {
  '.75': { does: 'is refused by the bank: NOT_SUCCESSFUL', then: ['NOT_SUCCESSFUL'] },
  '.73': { does: 'is never heard of again: UNKNOWN', then: ['UNKNOWN'] },
  '.71': { does: 'takes the bank 3 s: PENDING, then SUCCESSFUL', then: ['PENDING', 'SUCCESSFUL'] },
} as const;
