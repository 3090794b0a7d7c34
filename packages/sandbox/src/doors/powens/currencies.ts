const currency = (id: string, name: string, symbol: string) => ({
  ...{ id, name, symbol, precision: 2, prefix: id === 'GBP', crypto: false },
  ...{ marketcap: null, datetime: null },
});

/** The currencies that accounts are in. */
export const currencies = {
  EUR: currency('EUR', 'Euro', '€'),
  GBP: currency('GBP', 'Livre sterling', '£'),
};
