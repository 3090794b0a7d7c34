import type { AccountType, BankingInterface } from './wire.js';

/** A way in to a bank, as the wire has it. */
export interface BankInterface {
  bankingInterface: BankingInterface;
  loginCredentials: { label: string; isSecret: boolean; isVolatile: boolean; isMandatory: boolean }[];
  properties: 'REDIRECT_APPROACH'[];
  loginHint?: string;
  health: number;
  isAisSupported: boolean;
  isPisSupported: boolean;
  aisCapabilities: { standingOrdersDownload: boolean };
  paymentCapabilities: Record<(typeof payments)[number], boolean>;
  aisAccountTypes: readonly AccountType[];
}

/** A bank, as the wire has it. */
export interface Bank {
  id: number;
  name: string;
  bic?: string;
  blz: string;
  location?: string;
  city?: string;
  isTestBank: boolean;
  popularity: number;
  interfaces: BankInterface[];
  bankGroup?: { id: number; name: string };
  isBeta: boolean;
}

const payments = [
  ...(['sepaDirectDebit', 'sepaMoneyTransfer', 'sepaInstantMoneyTransfer'] as const),
  ...(['sepaCollectiveMoneyTransfer', 'sepaFutureDatedMoneyTransfer', 'sepaStandingOrder'] as const),
  ...(['domesticMoneyTransfer', 'domesticCollectiveMoneyTransfer'] as const),
  'domesticFutureDatedMoneyTransfer',
] as const;

const everything: readonly AccountType[] = [
  ...(['Checking', 'Savings', 'CreditCard', 'Security', 'Loan', 'Membership', 'Bausparen'] as const),
];

/** What each way in is good for: the first is for payment accounts only. */
const typesOf: Record<BankingInterface, readonly AccountType[]> = {
  XS2A: ['Checking', 'Savings', 'CreditCard'],
  FINTS_SERVER: everything,
  WEB_SCRAPER: everything,
};

interface Way {
  health?: number;
  redirects?: boolean;
  types?: readonly AccountType[];
}

const way = (
  bankingInterface: BankingInterface,
  { health = 100, redirects, types }: Way = {},
): BankInterface => ({
  bankingInterface,
  loginCredentials: redirects
    ? []
    : [
        { label: 'Onlinebanking-ID', isSecret: false, isVolatile: false, isMandatory: true },
        { label: 'PIN', isSecret: true, isVolatile: false, isMandatory: true },
      ],
  properties: redirects ? ['REDIRECT_APPROACH'] : [],
  health,
  isAisSupported: true,
  isPisSupported: bankingInterface !== 'WEB_SCRAPER',
  aisCapabilities: { standingOrdersDownload: false },
  paymentCapabilities: Object.fromEntries(
    payments.map((name) => [name, bankingInterface !== 'WEB_SCRAPER' && name.startsWith('sepa')]),
  ) as BankInterface['paymentCapabilities'],
  aisAccountTypes: types ?? typesOf[bankingInterface],
});

const usual = () => [way('XS2A'), way('FINTS_SERVER')];

/** A bank that exists nowhere. */
const invented = (
  id: number,
  name: string,
  [location, city, blz, bic]: [location: string, city: string, blz: string, bic?: string],
  more: Partial<Bank> = {},
): Bank => ({
  ...{ id, name, location, city, blz, ...(bic !== undefined && { bic }) },
  ...{ isTestBank: false, popularity: 0, interfaces: usual(), isBeta: false },
  ...more,
});

const test = { isTestBank: true, popularity: 0, isBeta: false };
const guild = { id: 9001, name: 'Gilden' };

/** Every bank of this door: finAPI's three test banks under their own ids, and some that exist nowhere. */
export const banks: readonly Bank[] = [
  {
    ...{ id: 280001, name: 'finAPI Test Bank', blz: 'DEMO0001', ...test },
    interfaces: [way('XS2A', { types: everything }), way('FINTS_SERVER')],
    bankGroup: { id: 9000, name: 'finAPI Test' },
  },
  {
    ...{ id: 280002, name: 'finAPI Test Redirect Bank', blz: 'DEMO0002', ...test },
    interfaces: [way('XS2A', { redirects: true, types: everything })],
    bankGroup: { id: 9000, name: 'finAPI Test' },
  },
  {
    ...{ id: 280165, name: 'Test Bank Czech Republic', blz: '', location: 'CZ', ...test },
    interfaces: [way('XS2A')],
  },
  invented(290001, 'Nordlicht Bank', ['DE', 'Hamburg', '99920001', 'NOLIDEX1'], { popularity: 95 }),
  invented(290002, 'Gildenbank', ['DE', 'München', '99970001', 'GILDDEX1'], {
    popularity: 90,
    bankGroup: guild,
  }),
  invented(290003, 'Gildenbank', ['DE', 'Nürnberg', '99970001', 'GILDDEX2'], { bankGroup: guild }),
  invented(290004, 'Gildenbank', ['DE', 'Köln', '99937001', 'GILDDEX3'], {
    bankGroup: guild,
    popularity: 40,
  }),
  invented(290005, 'Taler Direkt', ['DE', 'Frankfurt am Main', '99950001', 'TALEDEX1'], { popularity: 88 }),
  invented(290006, 'Altstadt-Kasse', ['DE', 'Leipzig', '99986001', 'ALTSDEX1'], { popularity: 61 }),
  invented(290007, 'Fährhaus Bank', ['DE', 'Kiel', '99921001', 'FAEHDEX1'], {
    interfaces: [way('XS2A', { health: 55 })],
  }),
  invented(290008, 'Nebelbank', ['DE', 'Bremen', '99929001', 'NEBLDEX1'], { interfaces: [] }),
  invented(290009, 'Stillstand Bank', ['DE', 'Kassel', '99952001', 'STILDEX1'], {
    interfaces: [way('XS2A', { health: 0 })],
  }),
  invented(290010, 'Schaber Bank', ['DE', 'Ulm', '99963001', 'SCHADEX1'], {
    interfaces: [way('WEB_SCRAPER')],
  }),
  invented(290011, 'Kutter & Söhne', ['DE', 'Rostock', '99913001', 'KUTTDEX1'], {
    interfaces: [way('FINTS_SERVER')],
  }),
  invented(290012, 'Heidekraut Bank', ['DE', 'Lüneburg', '99924001', 'HEIDDEX1']),
  invented(290013, 'Weidenkorb Kasse', ['DE', 'Erfurt', '99982001', 'WEIDDEX1']),
  invented(290014, 'Kranich Privatbank', ['DE', 'Stuttgart', '99960001', 'KRANDEX1'], { popularity: 22 }),
  invented(290015, 'Bernstein Bank', ['DE', 'Stralsund', '99913002', 'BERNDEX1'], { isBeta: true }),
  invented(290016, 'Uferbank', ['DE', 'Konstanz', '99969001', 'UFERDEX1']),
  invented(290017, 'Zollhaus Bank', ['DE', 'Berlin', '99910001', 'ZOLLDEX1'], { popularity: 75 }),
  invented(290018, 'Almhütten Bank', ['AT', 'Innsbruck', '99957', 'ALMHATX1'], { popularity: 50 }),
  invented(290019, 'Kaffeehaus Sparverein', ['AT', 'Wien', '99920', 'KAFFATX1'], { popularity: 66 }),
  invented(290020, 'Murtal Kasse', ['AT', 'Graz', '99938', 'MURTATX1']),
  invented(290021, 'Salzweg Bank', ['AT', 'Salzburg', '99955', 'SALZATX1']),
  invented(290022, 'Banca dei Limoni', ['IT', 'Palermo', '99904', 'LIMOITX1'], { popularity: 45 }),
  invented(290023, 'Cassa del Mulino', ['IT', 'Ferrara', '99913', 'MULIITX1']),
  invented(290024, 'Banca Lanterna', ['IT', 'Genova', '99914', 'LANTITX1']),
  invented(290025, 'Lípa Banka', ['CZ', 'Brno', '9990', 'LIPACZX1'], { interfaces: [way('XS2A')] }),
  invented(290026, 'Skřivánek', ['CZ', 'Praha', '9991', 'SKRICZX1'], { interfaces: [way('XS2A')] }),
  invented(290027, 'Javor Banka', ['SK', 'Košice', '9992', 'JAVOSKX1'], { interfaces: [way('XS2A')] }),
  invented(290028, 'Grachtenbank', ['NL', 'Utrecht', 'GRAC', 'GRACNLX1'], {
    interfaces: [way('XS2A', { redirects: true })],
  }),
  invented(290029, 'Banque du Bocage', ['LU', 'Vianden', '999', 'BOCALUX1'], {
    interfaces: [way('XS2A', { redirects: true })],
  }),
  invented(290030, 'Matterhorn Bank', ['CH', 'Zürich', '99900', 'MATTCHX1'], { interfaces: [way('XS2A')] }),
];

export const bankOf = (id: number): Bank | undefined => banks.find((bank) => bank.id === id);

/** The banks that a text fits: every term must be in the name, BLZ, BIC or city; an IBAN leads to its bank. */
export function searched(text: string): Bank[] {
  const compact = text.replace(/\s/g, '').toUpperCase();
  if (/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(compact))
    return banks.filter(
      ({ blz, location }) => blz && location === compact.slice(0, 2) && compact.startsWith(blz, 4),
    );
  const terms = text.toLowerCase().split(/\s+/).filter(Boolean);
  return banks.filter(({ name, blz, bic = '', city = '' }) => {
    const all = [name, blz, bic, city].join('\n').toLowerCase();
    return terms.length > 0 && terms.every((term) => all.includes(term));
  });
}
