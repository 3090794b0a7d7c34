import type { CallName } from '@connect-layer/protocol';
import { personaCode, personaPassword, sandboxApp } from '@connect-layer/sandbox';
import type { Contract } from './contract.js';

const as = (username: string) => ({ username, password: personaPassword });

const people: Contract['people'] = {
  welcome: as('demo_contract'),
  refused: { ...as('demo_contract'), password: 'planted-password' },
  askedAtLogin: { credentials: as('mfa_otp_contract'), right: personaCode, wrong: '000000' },
  askedByCalls: { credentials: as('mfa_otp_data_contract'), right: personaCode, wrong: '000000' },
  ignored: as('timeout_data_contract'),
};

/** What every bank of the sandbox does. */
const everywhere: CallName[] = [
  ...(['getIdentity', 'getAccounts', 'getCompleteAccounts', 'getBalance', 'getCards'] as const),
  ...(['getTransactions', 'getCategorizedTransactions', 'getEnrichedTransactions'] as const),
  ...(['getAccountsMetadata', 'getBeneficiaries', 'createBeneficiary'] as const),
  ...(['createTransfer', 'transferAutoflow'] as const),
];

const inTheUS: CallName[] = [
  ...(['getWireBeneficiaries', 'createWireBeneficiary', 'createWireTransfer'] as const),
  ...(['wireTransferAutoflow', 'createACHPull', 'getACHPull'] as const),
];

const forCompanies: CallName[] = [
  ...(['getBatchMetadata', 'getBatchTransfers', 'getBatchItems'] as const),
  ...(['createBatchFile', 'createBatchTransfer'] as const),
];

/** Banks of the sandbox that together can do every call, and who is at them: for providers that reach it. */
export const sandboxBanks: readonly Pick<Contract, 'institutionID' | 'people' | 'does' | 'secrets'>[] = [
  { institutionID: 'DAPIBANK_AE_LIV', does: everywhere },
  { institutionID: 'DAPIBANK_US_SAGE', does: [...everywhere, ...inTheUS] },
  { institutionID: 'DAPIBANK_AE_CITI', does: [...everywhere, ...forCompanies] },
].map((bank) => ({
  ...bank,
  people,
  secrets: ['planted-password', personaPassword, sandboxApp().appSecret],
}));
