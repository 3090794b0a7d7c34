import { Hono, type Context } from 'hono';
import { accountsOf } from '../accounts.js';
import { found, Refused } from '../refusal.js';
import { idOf } from '../request.js';
import type { Connection, World } from '../state.js';
import { connectorAt } from '../sync.js';
import { userIn } from '../tokens.js';

const holder = 'Camille Exemple';
const address = { city: 'Lyon', country: 'France', country_code: 'FR', postal_code: '69002', region: null };

/** Who people are to their banks: three ways to say it, each switched on for a domain or not. */
export function identityRoutes(world: World, products: readonly string[]): Hono {
  const app = new Hono();
  const check = (product: string) => {
    if (!products.includes(product)) throw new Refused('forbidden', 'The product is not switched on.');
  };
  const connection = (context: Context): Connection => {
    const { id } = userIn(world, context);
    const one = found(world.state.connections.get(idOf(context.req.param('connection'))));
    return found(one.user === id ? one : undefined);
  };
  const ownerships = (context: Context) => {
    const { id: user } = userIn(world, context);
    check('ownerships');
    const within = context.req.param('connection');
    const accounts = accountsOf(world, {
      ...{ user, connection: within === undefined ? undefined : connection(context).id, all: false },
    });
    const account_ownerships = accounts.map((account) => ({
      ...{ id_account: account.id, id_connection: account.connection, id_user: user },
      ...{ id_connector_source: account.source, name: account.name, usage: account.usage },
      bank_name: connectorAt(world.state.connections.get(account.connection)!).name,
      ...{ multiple_holders: false, calculated: [] },
      parties: [{ role: 'holder', identity: { is_user: true, full_name: holder } }],
      identifications: [
        ...(account.iban ? [{ scheme_name: 'iban', identification: account.iban }] : []),
        ...(account.currency === 'GBP'
          ? [{ scheme_name: 'sort_code_account_number', identification: `049999${account.number}` }]
          : []),
      ],
    }));
    return context.json({ account_ownerships, total: account_ownerships.length });
  };
  return app
    .get('/users/:user/account_ownerships', ownerships)
    .get('/users/:user/connections/:connection/account_ownerships', ownerships)
    .get('/users/:user/connections/:connection/owner_identity', (context) => {
      const { id, user, sources } = connection(context);
      check('owner_identity');
      return context.json({
        ...{ id_connection: id, id_source: sources[0]!.id, id_user: user, first_name: 'Camille' },
        ...{ last_name: 'Exemple', full_name: holder, raw_postal_address: '3 rue Mercière 69002 Lyon' },
        postal_address: { ...address, street_name: '3 rue Mercière' },
      });
    })
    .get('/users/:user/connections/:connection/informations', (context) => {
      connection(context);
      check('informations');
      return context.json({
        owner: {
          ...{ name: holder, firstname: 'Camille', lastname: 'Exemple', email: 'camille@exemple.example' },
          ...{ phone: '+33 6 00 00 00 00', company_name: null, job: null },
          postal_address: { full_address: '3 rue Mercière 69002 Lyon' },
        },
      });
    });
}
