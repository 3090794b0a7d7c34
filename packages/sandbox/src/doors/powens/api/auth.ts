import { Hono, type Context } from 'hono';
import * as v from 'valibot';
import { parisTime } from '../clock.js';
import { Refused } from '../refusal.js';
import { Bool, Id, membersOf, readBody, readQuery } from '../request.js';
import type { World } from '../state.js';
import { checkClient, forgetUser, issue, newUser, shortLife, tokenIn, tokenOf, userIn } from '../tokens.js';

const Text = v.optional(v.nullable(v.string()));
const Init = v.strictObject({ client_id: Text, client_secret: Text });
const Code = v.strictObject({
  type: v.optional(v.picklist(['requestAccess', 'singleAccess']), 'requestAccess'),
});
const Access = v.strictObject({
  grant_type: v.optional(v.literal('authorization_code')),
  ...{ client_id: v.string(), client_secret: v.string(), code: v.string() },
  redirect_uri: v.optional(v.string()),
});
const Renewal = v.strictObject({
  grant_type: v.literal('client_credentials'),
  ...{ client_id: v.string(), client_secret: v.string() },
  ...{ id_user: v.optional(v.nullable(Id)), revoke_previous: v.optional(Bool) },
});
const Service = v.strictObject({
  grant_type: v.literal('client_credentials'),
  ...{ client_id: v.string(), client_secret: v.string() },
  scope: v.union([
    v.array(v.string()),
    v.pipe(
      v.string(),
      v.transform((text) => text.split(' ')),
    ),
  ]),
});

const scopes = [
  ...['payments', 'payments:admin', 'payments:read-only', 'payments:allow-sensitive'],
  ...['payments:validate', 'payments:cancel', 'payment-links:admin'],
];

/** People and the tokens that act for them. */
export function authRoutes(world: World): Hono {
  const { state } = world;
  const bearer = (access_token: string) => ({ access_token, token_type: 'Bearer' });
  const permanent = (user: number) => issue(world, { kind: 'permanent', user }, null);

  const code = (context: Context) => {
    const user = userIn(world, context);
    const isSingle = readQuery(context, Code).type === 'singleAccess';
    const text = issue(world, { kind: isSingle ? 'single' : 'code', user: user.id }, shortLife);
    const access = isSingle ? 'single' : 'standard';
    return context.json({ code: text, type: 'temporary', access, expires_in: shortLife });
  };

  return new Hono()
    .post('/auth/init', async (context) => {
      const { client_id, client_secret } = await readBody(context, Init);
      const isClient = client_id != null && client_secret != null;
      if (isClient) checkClient(world, { client_id, client_secret });
      const { id } = newUser(world, isClient);
      const type = isClient ? ('permanent' as const) : ('temporary' as const);
      const auth_token = issue(world, { kind: type, user: id }, isClient ? null : shortLife);
      return context.json({ auth_token, type, id_user: id, expires_in: isClient ? null : shortLife });
    })
    .get('/auth/token/code', code)
    .post('/auth/token/code', code)
    .post('/auth/token/access', async (context) => {
      const { code, client_id, client_secret } = read(Access, withBasic(context, await membersOf(context)));
      checkClient(world, { client_id, client_secret });
      const { user: id } = tokenOf(world, code);
      const user = id === null ? undefined : state.users.get(id);
      if (!user) throw new Refused('invalidToken');
      user.vanishes = null;
      return context.json(bearer(permanent(user.id)));
    })
    .post('/auth/renew', async (context) => {
      const { id_user, revoke_previous, ...client } = await readBody(context, Renewal);
      checkClient(world, client);
      const user = id_user == null ? newUser(world, true) : state.users.get(id_user);
      if (!user) throw new Refused('notFound');
      if (revoke_previous)
        for (const [text, { user: id, kind }] of state.tokens)
          if (id === user.id && kind === 'permanent') state.tokens.delete(text);
      return context.json(bearer(permanent(user.id)));
    })
    .post('/auth/token', async (context) => {
      const { scope, ...client } = await readBody(context, Service);
      checkClient(world, client);
      if (!scope.every((one) => scopes.includes(one))) throw new Refused('invalidValue', 'scope is unknown.');
      const granted = scope.map((one) => (one === 'payments' ? 'payments:admin' : one));
      const token = issue(world, { kind: 'service', user: null, scopes: granted }, shortLife);
      return context.json({ token, scope: scope.join(' ') });
    })
    .delete('/auth/token', (context) => {
      if (tokenIn(world, context).kind !== 'permanent') throw new Refused('forbidden');
      state.tokens.delete(context.req.header('authorization')!.replace(/^Bearer /i, ''));
      return context.body(null, 204);
    })
    .get('/users/:user', (context) => {
      const { id, signin } = userIn(world, context);
      return context.json({ id, signin: parisTime(signin), platform: 'sharedAccess' });
    })
    .delete('/users/:user', (context) => {
      forgetUser(world, userIn(world, context).id);
      return context.body(null, 204);
    })
    .get('/users', (context) => {
      checkConsole(world, context);
      const users = [...state.users.values()].map(({ id, signin }) => ({ id, signin: parisTime(signin) }));
      return context.json({ users });
    })
    .get('/publickey', async (context) => context.json((await world.key).jwk))
    .get('/clients/:client', (context) => {
      if (context.req.param('client') !== world.clientID) throw new Refused('notFound');
      return context.json({
        id: Number(world.clientID) || 1,
        name: 'Sandbox',
        redirect_uris: world.redirectURIs,
      });
    });
}

/** Older clients prove themselves in the header. */
function withBasic({ req }: Context, members: Record<string, unknown>): Record<string, unknown> {
  const basic = /^Basic (.+)$/.exec(req.header('authorization') ?? '')?.[1];
  if (basic === undefined) return members;
  const [client_id, client_secret] = atob(basic).split(':');
  return { client_id, client_secret, ...members };
}

function read<const S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (!result.success) throw new Refused('missingParameter', 'The body is not a request for a token.');
  return result.output;
}

/** Refuses what is not from the console. */
export function checkConsole({ configToken }: World, { req }: Context): void {
  if (req.header('authorization') !== `Bearer ${configToken}`) throw new Refused('invalidToken');
}
