import { callbacksOf, plainOptions, type Values } from './options.js';

const takes: Readonly<Record<string, string>> = {
  onSuccessfulLogin: 'bankAccount',
  onFailedLogin: 'error',
  onSuccess: 'codes',
  onFailure: 'error',
};

/** The page that the controls describe. */
export function codeOf(values: Values): string {
  const plain = Object.entries(plainOptions(values)).map(([name, value]) => `${name}: ${literal(value)},`);
  return [
    `import { Dapi } from '@connect-layer/connect';`,
    '',
    'const handler = Dapi.create({',
    ...[...plain, ...callbacksOf(values).map(callback)].map((line) => `  ${line}`),
    '});',
    '',
    'handler.open();',
  ].join('\n');
}

function callback(name: string): string {
  if (name === 'interceptRequest')
    return `interceptRequest: ({ body, headers }) => ({ body, headers: { ...headers, 'x-playground': 'yes' } }),`;
  const argument = takes[name];
  return `${name}: (${argument ?? ''}) => console.log(${argument ?? `'${name}'`}),`;
}

/** A value as one writes it in code. */
function literal(value: unknown): string {
  if (typeof value === 'string') return `'${value.replace(/[\\']/g, '\\$&')}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const members = Object.entries(value).map(
    ([name, member]) => `${/^[a-z_$][\w$]*$/i.test(name) ? name : literal(name)}: ${literal(member)}`,
  );
  return members.length ? `{ ${members.join(', ')} }` : '{}';
}
