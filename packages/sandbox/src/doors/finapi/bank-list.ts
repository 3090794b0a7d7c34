import { Hono, type Context } from 'hono';
import { mustBe, roleOf, userOf } from './auth.js';
import { bankOf, banks, searched } from './banks.js';
import { Malformed, missing } from './errors.js';
import { ordered, paged, pageOf } from './paging.js';
import { flag, idOf, ids, queryOf, text, texts } from './requests.js';
import { bankingInterfaces } from './wire.js';
import type { World } from './world.js';

/** `/banks`: what can be connected. */
export function bankList(world: World): Hono {
  const app = new Hono();
  const mayRead = (c: Context) => {
    if (world.settings.banksRequireUserToken) userOf(c, world);
    else if ('admin' in roleOf(c, world)) mustBe('client', c, world);
  };

  app.get('/', (c) => {
    mayRead(c);
    const asked = queryOf(c, {
      ...{ ids, search: text, supportedBankingInterfaces: texts, location: texts },
      ...{ isTestBank: flag, bankGroupIds: ids, tppAuthenticationGroupIds: ids },
    });
    const unknown = asked.supportedBankingInterfaces?.find(
      (name) => !(bankingInterfaces as readonly string[]).includes(name),
    );
    if (unknown !== undefined) throw wrong('supportedBankingInterfaces');
    if (asked.location?.some((code) => !/^[A-Z]{2}$/i.test(code))) throw wrong('location');
    const countries = asked.location?.map((code) => code.toUpperCase());
    const found = (asked.search === undefined ? banks : searched(asked.search)).filter(
      (bank) =>
        (asked.ids?.includes(bank.id) ?? true) &&
        (asked.isTestBank ?? bank.isTestBank) === bank.isTestBank &&
        (asked.bankGroupIds?.includes(bank.bankGroup?.id ?? -1) ?? true) &&
        (bank.location === undefined || (countries?.includes(bank.location) ?? true)) &&
        (asked.supportedBankingInterfaces?.some((name) =>
          bank.interfaces.some(({ bankingInterface }) => bankingInterface === name),
        ) ??
          true),
    );
    const sorted = ordered(c, found, {
      id: ({ id }) => id,
      name: ({ name }) => name,
      blz: ({ blz }) => blz,
      bic: ({ bic = '' }) => bic,
      popularity: ({ popularity }) => popularity,
    });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ banks: items, paging });
  });

  app.get('/groups', (c) => {
    mayRead(c);
    const asked = queryOf(c, { ids, location: texts });
    const groups = new Map(
      banks.flatMap(({ bankGroup, location }) =>
        bankGroup && (location === undefined || (asked.location?.includes(location) ?? true))
          ? [[bankGroup.id, bankGroup]]
          : [],
      ),
    );
    const all = [...groups.values()].filter(({ id }) => asked.ids?.includes(id) ?? true);
    const sorted = ordered(c, all, { name: ({ name }) => name, id: ({ id }) => id });
    const { items, paging } = paged(sorted, pageOf(c));
    return c.json({ bankGroups: items, paging });
  });

  app.get('/:id', (c) => {
    mayRead(c);
    const bank = bankOf(idOf(c));
    if (!bank) throw missing('bank');
    return c.json(bank);
  });
  return app;
}

const wrong = (field: string) => new Malformed([{ field, message: 'is unknown', missing: false }]);
