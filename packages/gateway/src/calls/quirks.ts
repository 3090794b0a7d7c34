import type { CallName } from '@connect-layer/protocol';

/** The members of a request's body. */
export type Body = Record<string, unknown>;

/** What published libraries of other languages send, made what it means. */
export function asMeant(name: CallName, sent: Body): { name: CallName; body: Body } {
  const { userInputs, ...members } = sent; // An answer may well be empty.
  const body = { ...(full(members) as Body), ...(userInputs !== undefined && { userInputs }) };
  return { name: nameMeant(name, body), body: bodyMeant(name, body) };
}

/** One library posts two other calls to the path of this one. */
function nameMeant(name: CallName, body: Body): CallName {
  if (name !== 'createTransfer' || body.senderID === undefined) {
    const isBeneficiary =
      body.name !== undefined && body.accountNumber !== undefined && body.type !== undefined;
    return name === 'createTransfer' && isBeneficiary ? 'createBeneficiary' : name;
  }
  return typeof memberOf(body, 'beneficiary') === 'object' ? 'transferAutoflow' : name;
}

function bodyMeant(name: CallName, body: Body): Body {
  const beneficiary = memberOf(body, 'beneficiary'); // One library writes it with a capital.
  const inner = name === 'createACHPull' && isObject(body.transfer) ? body.transfer : {}; // One wraps it.
  const address = isObject(body.linesAddress) ? { address: body.linesAddress } : {}; // Phones call it so.
  const isBatch = name === 'createBatchFile' || name === 'createBatchTransfer';
  const items = isBatch && Array.isArray(body.items) ? { items: body.items.map(itemMeant) } : {};
  return { ...address, ...body, ...inner, ...items, ...(beneficiary !== undefined && { beneficiary }) };
}

/** Without the members that are empty, at any depth: typed clients send all that a class of theirs has. */
function full(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(full);
  if (!isObject(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== '' && member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, full(member)]));
}

/** One library puts whom an item of a batch pays into an object of its own. */
const itemMeant = (item: unknown): unknown =>
  isObject(item) && isObject(item.beneficiary) ? { ...item.beneficiary, ...item } : item;

const memberOf = (body: Body, name: string): unknown =>
  Object.entries(body).find(([member]) => member.toLowerCase() === name)?.[1];

const isObject = (value: unknown): value is Body =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
