/** Where a call lives, which is all that a browser needs to know of it. */
export interface CallRoute {
  /** The path under `/v2`, and the `action` of SDK forwarding. Matched whatever the case. */
  path: string;
  /** Further spellings that published libraries use. */
  aliases?: readonly string[];
  /** Whether money moves: such a call happens once per `idempotencyKey`, and may take 300 s instead of 135 s. */
  movesMoney?: true;
}

/** Every call by its name. */
export const callRoutes = {
  delinkUser: { path: '/users/DelinkUser', aliases: ['/data/DelinkUser'] },
  getIdentity: { path: '/data/identity/get' },
  getAccounts: { path: '/data/accounts/get' },
  getCompleteAccounts: { path: '/data/completeAccounts/get' },
  getBalance: { path: '/data/balance/get' },
  getTransactions: { path: '/data/transactions/get' },
  getCategorizedTransactions: { path: '/data/categorizedTransactions/get' },
  getEnrichedTransactions: { path: '/data/enrichedTransactions/get' },
  getCards: { path: '/data/cards/get' },
  getAccountsMetadata: { path: '/metadata/accounts/get' },
  getBeneficiaries: { path: '/payment/beneficiaries/get' },
  createBeneficiary: { path: '/payment/beneficiaries/create' },
  createTransfer: { path: '/payment/transfer/create', movesMoney: true },
  transferAutoflow: { path: '/payment/transfer/autoflow', movesMoney: true },
  getWireBeneficiaries: { path: '/wire/beneficiaries/get' },
  createWireBeneficiary: { path: '/wire/beneficiaries/create' },
  createWireTransfer: { path: '/wire/transfer/create', movesMoney: true },
  wireTransferAutoflow: { path: '/wire/transfer/autoflow', movesMoney: true },
  createACHPull: { path: '/ach/pull/create', movesMoney: true },
  getACHPull: { path: '/ach/pull/get' },
  getBatchMetadata: { path: '/batch/metadata/get' },
  getBatchTransfers: { path: '/batch/transfers/get' },
  getBatchItems: { path: '/batch/items/get' },
  createBatchFile: { path: '/batch/file/create' },
  createBatchTransfer: { path: '/batch/transfers/create', movesMoney: true },
} as const satisfies Record<string, CallRoute>;

export type CallName = keyof typeof callRoutes;

/** The path that exchanges the one-time `accessCode` of a login. */
export const exchangePath = '/auth/ExchangeToken';

/** Whether a call moves money. */
export const movesMoney = (name: CallName): boolean => 'movesMoney' in callRoutes[name];

/** Milliseconds that a client waits for a call. */
export const deadlineOf = (name: CallName): number => (movesMoney(name) ? 300_000 : 135_000);

/** Failure types after which nobody knows whether the money moved. */
export const unclearFailures: readonly string[] = ['TIMED_OUT', 'BANK_ERROR', 'UNKNOWN_ERROR'];
