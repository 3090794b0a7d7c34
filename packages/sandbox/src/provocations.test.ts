import assert from 'node:assert/strict';
import { it } from 'node:test';
import { errorReplies } from '@connect-layer/protocol';
import { personaPassword } from './personas/personas.js';
import { provocations, type Provocation } from './provocations.js';
import { rightAnswer, visit } from './visit.test-helper.js';

/** Those that the gateway finds before it asks a bank. */
const gateways = [
  ...[
    'BAD_REQUEST',
    'VALIDATION_ERROR',
    'UNAUTHORIZED',
    'NOT_FOUND',
    'METHOD_NOT_ALLOWED',
    'REQUEST_TOO_LARGE',
  ],
  ...['PARALLEL_REQUEST', 'INVALID_APP', 'ORIGIN_NOT_ALLOWED', 'INVALID_INSTITUTION', 'OPERATION_CANCELLED'],
  ...['NOT_CONSENTED', 'DIFFERENT_LOGIN'],
];

it('can provoke every failure that is a bank’s', () => {
  const banks = Object.entries(errorReplies).filter(
    ([type, { http }]) => http > 0 && !gateways.includes(type),
  );
  assert.deepEqual(Object.keys(provocations).sort(), banks.map(([type]) => type).sort());
});

for (const [type, provocation] of Object.entries<Provocation>(provocations))
  it(`${type}: ${provocation.how}`, async () => {
    const { username, bank, password = personaPassword, calls, answer, hangs } = provocation;
    const { login, enter, customer, through } = visit();
    const controller = new AbortController();
    if (hangs) setTimeout(() => controller.abort(), 20);
    if (!calls) {
      const first = await login(username, bank, password, { signal: controller.signal });
      const { outcome } = await through(first, (id) => answer ?? rightAnswer(id));
      return assert.equal(outcome.type, type);
    }
    const { ask } = await enter(username, bank);
    const { id } = (await customer('demo', bank)).first;
    let outcome;
    for (const { name, input } of calls)
      outcome = await ask(name, { senderID: id, ...(!input?.cardID && { accountID: id }), ...input });
    assert.equal(outcome.type, type);
  });
