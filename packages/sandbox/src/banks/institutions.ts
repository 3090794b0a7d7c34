import type { Field, Institution } from '@connect-layer/protocol';
import { countries, type CountryCode } from './countries.js';
import { manyBank } from './many/many.js';

/** A bank of the sandbox. */
export interface Bank extends Institution {
  country: CountryCode;
}

/** Whatever a bank calls them, the fields are named the same. */
const labelled = (username: string, password: string): Field[] => [
  { name: 'username', label: username, kind: 'text' },
  { name: 'password', label: password, kind: 'password' },
];

const bank = (
  country: CountryCode,
  code: string,
  [name, fullName]: [name: string, fullName: string],
  [primaryColor, secondaryColor]: [primary: string, secondary: string],
  more: Extras = {},
): Bank => {
  const id = `DAPIBANK_${country}_${code}`;
  const color = { primaryColor, secondaryColor };
  const fields = labelled('Username', 'Password');
  const logo = `/connect/v1/logos/${id}.svg`; // Where the gateway answers a provider's own marks.
  return { id, name, fullName, country, logo, color, fields, ...more };
};

/** A bank that wants to know more than others. */
const thorough: Field[] = [
  {
    name: 'customer',
    label: 'I bank as',
    kind: 'choice',
    options: [
      { value: 'person', label: 'A person' },
      { value: 'business', label: 'A business' },
    ],
  },
  {
    name: 'branch',
    label: 'Branch',
    kind: 'choice',
    options: ['Burrow', 'Dell', 'Fallow', 'Heath', 'Meadow', 'Thicket', 'Warren'].map((label) => ({
      value: label.toLowerCase(),
      label,
    })),
  },
  {
    name: 'customerNumber',
    label: 'Customer number',
    kind: 'number',
    pattern: '\\d{8}',
    help: 'The 8 digits on the front of your card.',
  },
  { name: 'birthDate', label: 'Date of birth', kind: 'date' },
  ...labelled('Username', 'Password'),
  { name: 'email', label: 'E-mail', kind: 'email', optional: true, help: 'For a note that you logged in.' },
];

type Extras = Partial<Omit<Institution, 'country'>>;
const personal: Extras = { serves: ['retail'] };
const forAll: Extras = { serves: ['retail', 'business'] };
const forCompanies: Extras = { serves: ['business'] };

/**
 * Every bank of the sandbox: those of Dapi's, with colours of our own but for two, and a few that exist nowhere.
 *
 * Codes and BICs cannot be real: codes of only zeros but the end, and BICs with the 0 of a test bank.
 */
export const banks: readonly Bank[] = [
  bank('AE', 'ADCB', ['ADCB', 'Abu Dhabi Commercial Bank Sandbox'], ['#BD0000', '#2A2B38'], {
    ...{ popular: 1, aliases: ['بنك أبوظبي التجاري'], bankCodes: ['001'], bic: 'ADCBAE00', ...forAll },
  }),
  bank('AE', 'ENBD', ['ENBD', 'Emirates NBD Sandbox'], ['#0A0F4E', '#FFC227'], {
    ...{ popular: 2, aliases: ['بنك الإمارات دبي الوطني'], bankCodes: ['002'], bic: 'EBILAE00', ...forAll },
  }),
  bank('AE', 'LIV', ['Liv', 'Liv Sandbox'], ['#6B2FA0', '#F4D35E'], {
    popular: 5,
    aliases: ['ليف'],
    ...personal,
  }),
  bank('AE', 'ADIB', ['ADIB', 'Abu Dhabi Islamic Bank Sandbox'], ['#14506B', '#9CD3E8'], {
    ...{ popular: 4, aliases: ['مصرف أبوظبي الإسلامي'], bankCodes: ['003'], bic: 'ABDIAE00', ...forAll },
    fields: labelled('Customer number', 'Passcode'),
  }),
  bank('AE', 'EIB', ['EIB', 'Emirates Islamic Bank Sandbox'], ['#4B2E5D', '#D9C2E9'], {
    ...{ aliases: ['الإمارات الإسلامي'], ...forAll },
  }),
  bank('AE', 'HSBC', ['HSBC', 'HSBC Sandbox'], ['#8C1C2B', '#F2D7DB'], {
    ...{
      popular: 6,
      aliases: ['إتش إس بي سي', 'British Bank of the Middle East'],
      bic: 'BBMEAE00',
      ...forAll,
    },
  }),
  bank('AE', 'SCHRTD', ['Standard Chartered', 'Standard Chartered Bank Sandbox'], ['#1D5B52', '#8FD6C4'], {
    ...{ aliases: ['ستاندرد تشارترد'], ...forAll },
    fields: labelled('User ID', 'Password'),
  }),
  bank('AE', 'CITI', ['Citibank', 'Citibank Sandbox'], ['#23497F', '#E7C98F'], {
    ...{ aliases: ['Citi', 'سيتي بنك'], ...forCompanies },
  }),
  bank('AE', 'DAPI1', ['Dapi', 'DAPI Sandbox Bank'], ['#3A3F47', '#B9C2CE'], forAll),
  bank('AE', 'MSHRQ', ['Mashreq', 'Mashreq Sandbox'], ['#A34A00', '#FFE2C4'], {
    ...{ popular: 3, aliases: ['بنك المشرق', 'Bank of Oman'], bic: 'BOMLAE00', ...forAll },
  }),
  bank('GB', 'HARE', ['Hare & Harbour', 'Hare & Harbour Example Bank'], ['#35533A', '#CFE3B4'], {
    ...{ bankCodes: ['000011'], bic: 'HAREGB00', ...forAll },
    fields: labelled('Customer number', 'Passcode'),
  }),
  bank('GB', 'THSTL', ['Thistledown', 'Thistledown Example Building Society'], ['#5A3C74', '#E3C7EE'], {
    ...{ health: 'degraded', bankCodes: ['000022'], ...personal },
  }),
  bank('GB', 'MOLE', ['Molehill', 'Molehill Example Bank'], ['#5B4636', '#E9D8C4'], { fields: thorough }),
  bank('US', 'SAGE', ['Sagebrush', 'Sagebrush Example Bank'], ['#56602B', '#E8E3B5'], {
    ...{ bankCodes: ['000000011', '000000021'], ...forAll },
  }),
  bank('US', 'LAKE', ['Paper Lake', 'Paper Lake Example Credit Union'], ['#1F5673', '#BFE0EE'], {
    ...{ bankCodes: ['000000031'], ...personal },
    fields: labelled('Member number', 'Password'),
  }),
  bank('US', 'MOON', ['Moonbase', 'Moonbase Example Bank'], ['#2B2D42', '#C9CBE3'], { experimental: true }),
  bank('GB', 'QUIET', ['Quietwater', 'Quietwater Example Bank'], ['#3D5A66', '#C6DCE4'], {
    ...{ health: 'down', aliases: ['Stillwater Bank'], ...forAll },
  }),
];

/** The bank with this id, if there is one. One of the many keeps its books like one of a country that has some. */
export function bankOf(id: string): Bank | undefined {
  const many = manyBank(id);
  if (many) return { ...many, country: many.country in countries ? (many.country as CountryCode) : 'GB' };
  return banks.find((candidate) => candidate.id === id);
}

/** Whether every field of a bank's form is filled in as the bank wants it. Whose login it is, is not looked at. */
export const isComplete = ({ fields }: Bank, credentials: Readonly<Record<string, string>>): boolean =>
  fields.every(({ name, pattern, options, optional }) => {
    const value = credentials[name] ?? '';
    if (value === '') return optional === true;
    if (options && !options.some((option) => option.value === value)) return false;
    return pattern === undefined || new RegExp(`^(?:${pattern})$`, 'v').test(value);
  });
