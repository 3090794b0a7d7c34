import { createDapi } from './dapi.js';

/** The SDK for bundled apps. The code of the modal is fetched when it is first opened. */
export const Dapi = createDapi({ loadModal: () => import('./modal.js') });

export { DapiBankAccount, type Answered, type BankAccountParams } from './bank-account.js';
export type { CachedBankAccounts, DapiSDK } from './dapi.js';
export { ConnectError } from './error.js';
export type { EventDetail, EventName, OnEvent } from './events.js';
export type { Handler, OpenOptions } from './handler.js';
export type { CreateOptions, LoginCodes, LoginFailure, OutgoingRequest } from './options.js';
export type { Theme, ThemeColor, ThemeColorName, ThemeColorPair, ThemeScheme } from './theme.js';
export { languageTags, type LanguageTag } from './ui/languages/tags.js';
export type { Strings } from './ui/languages/words.js';
export type {
  Account,
  Balance,
  Beneficiary,
  Card,
  CardBalance,
  Currency,
  ErrorType,
  Failure,
  Identity,
  NewAutoflow,
  NewBeneficiary,
  NewTransfer,
  Transaction,
} from '@connect-layer/protocol';
