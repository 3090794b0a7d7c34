import type { Identity } from '@connect-layer/protocol';
import { failed } from './answer.js';
import type { Work } from './calls.js';
import { accountsOf } from './connections.js';

/**
 * Who the person is, as far as finAPI tells: the owner, whom only one way in gives and only when it was asked for,
 * else the name on the first account that has one.
 */
export const getIdentity: Work<'getIdentity'> = async ({ upstream, handle, connection }, _, context) => {
  const owner = connection.owners?.find(({ lastName }) => lastName);
  if (owner) {
    const { firstName, lastName, email, dateOfBirth, street, houseNumber, postCode, city, country } = owner;
    const joined = (...parts: (string | null | undefined)[]) => parts.filter(Boolean).join(' ');
    const address = {
      line1: joined(street, houseNumber),
      line2: joined(postCode, city),
      line3: country ?? '',
    };
    const identity: Identity = {
      name: joined(firstName, lastName),
      ...(email != null && { emailAddress: email }),
      ...(dateOfBirth != null && { dateOfBirth }),
      ...((street != null || city != null) && { address }),
    };
    return { status: 'done', result: { identity } };
  }
  const accounts = await accountsOf(upstream, handle, context);
  if (!accounts.ok) return accounts.failed;
  const name = accounts.value.find(({ accountHolderName }) => accountHolderName)?.accountHolderName;
  if (!name) return failed('NOT_SUPPORTED', 'The bank does not tell who the person is.');
  return { status: 'done', result: { identity: { name } } };
};
