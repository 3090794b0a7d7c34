import * as v from 'valibot';

/**
 * What is read of finAPI's answers. Null and absent are the same, members that are not named here are let be, and
 * names of kinds are open: finAPI adds to all three without a word.
 */

const text = v.nullish(v.string());
const number = v.nullish(v.number());

/** Ids stay text on this side. */
const ID = v.pipe(
  v.union([v.number(), v.string()]),
  v.transform(String),
  v.regex(/^\d{1,20}$/, 'must be a number'),
);

/** Times come as `+0000`, `+00:00` and `Z`; here they are milliseconds since 1970. */
const Time = v.pipe(
  v.string(),
  v.transform((time) => Date.parse(time.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'))),
  v.check((time) => !Number.isNaN(time), 'must be a time'),
);
const maybeTime = v.fallback(v.nullish(Time), undefined);

export const Paging = v.looseObject({ page: v.number(), pageCount: v.number(), totalCount: v.number() });

export const Token = v.looseObject({
  access_token: v.pipe(v.string(), v.nonEmpty()),
  refresh_token: text,
  expires_in: v.number(),
});

const Image = v.nullish(v.looseObject({ url: v.string() }));

export const Bank = v.looseObject({
  id: ID,
  name: v.string(),
  bic: text,
  blz: text,
  location: text,
  city: text,
  popularity: v.fallback(v.number(), 0),
  isBeta: v.fallback(v.boolean(), false),
  logo: Image,
  icon: Image,
  bankGroup: v.nullish(v.looseObject({ name: v.string(), logo: Image, icon: Image })),
  interfaces: v.array(
    v.looseObject({ health: v.fallback(v.number(), 100), isAisSupported: v.fallback(v.boolean(), false) }),
  ),
});
export type Bank = v.InferOutput<typeof Bank>;

const UpdateResult = v.nullish(v.looseObject({ result: v.string(), timestamp: Time }));

export const BankConnection = v.looseObject({
  id: ID,
  importDate: maybeTime,
  updateStatus: v.string(),
  categorizationStatus: v.nullish(v.string()),
  accountIds: v.fallback(v.array(ID), []),
  bank: Bank,
  owners: v.nullish(
    v.array(
      v.looseObject({
        ...{ firstName: text, lastName: text, email: text, dateOfBirth: text },
        ...{ street: text, houseNumber: text, postCode: text, city: text, country: text },
      }),
    ),
  ),
  interfaces: v.array(
    v.looseObject({
      aisConsent: v.nullish(v.looseObject({ status: v.string(), expiresAt: maybeTime })),
      lastManualUpdate: UpdateResult,
      lastAutoUpdate: UpdateResult,
      userActionRequired: v.fallback(v.boolean(), false),
    }),
  ),
});
export type BankConnection = v.InferOutput<typeof BankConnection>;

export const Account = v.looseObject({
  id: ID,
  bankConnectionId: ID,
  accountName: text,
  iban: text,
  accountNumber: v.string(),
  accountHolderName: text,
  accountCurrency: text,
  accountType: v.string(),
  balance: number,
  interfaces: v.fallback(v.array(v.looseObject({ status: v.string() })), []),
});
export type Account = v.InferOutput<typeof Account>;

const Category = v.nullish(v.looseObject({ name: v.string(), parentName: text }));

export const Transaction = v.looseObject({
  id: ID,
  bankBookingDate: v.string(),
  amount: v.number(),
  currency: text,
  purpose: text,
  counterpartName: text,
  type: text,
  category: v.fallback(Category, undefined),
  isAdjustingEntry: v.fallback(v.boolean(), false),
});
export type Transaction = v.InferOutput<typeof Transaction>;

export const PendingTransaction = v.looseObject({
  id: ID,
  bankBookingDate: text,
  valueDate: v.string(),
  amount: v.number(),
  currency: text,
  purpose: text,
  counterpartyName: text,
  type: text,
});

export const WebForm = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  url: v.pipe(
    v.string(),
    // A page is opened there, so it must not be a script.
    v.check((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'must be an address'),
  ),
  expiresAt: maybeTime,
  status: v.string(),
  payload: v.looseObject({
    bankConnectionId: v.nullish(ID),
    paymentId: v.nullish(ID),
    errorCode: v.fallback(text, undefined),
  }),
});
export type WebForm = v.InferOutput<typeof WebForm>;

export const Task = v.looseObject({
  id: v.pipe(v.string(), v.regex(/^[\w-]{8,64}$/)),
  status: v.string(),
  payload: v.looseObject({
    webForm: v.nullish(v.looseObject({ id: v.string(), url: WebForm.entries.url })),
    errorCode: v.fallback(text, undefined),
  }),
});

export const Payment = v.looseObject({
  id: ID,
  status: text,
  statusV2: text,
  instantPayment: v.fallback(v.boolean(), false),
});
