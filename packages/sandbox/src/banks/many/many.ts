import type { Field, Institution } from '@connect-layer/protocol';
import { between, digits, roll } from '../../chance.js';
import { arabicNames, grammars, type Grammar, type Kind } from './grammar.js';

const prefix = 'MANY_';

/** So many invented banks, the same ones every time, for trying out a long list. No code among them can be a real one. */
export const manyBanks = (count: number): Institution[] => Array.from({ length: count }, (_, n) => bankAt(n));

/** The invented bank with this id, if it is the id of one. */
export function manyBank(id: string): Institution | undefined {
  const number = id.startsWith(prefix) ? id.slice(prefix.length) : '';
  return /^\d{1,6}$/.test(number) ? bankAt(Number(number)) : undefined;
}

const slots = grammars.flatMap((grammar) =>
  Array.from({ length: grammar.share }, (_, rank) => ({ grammar, rank })),
);

function bankAt(n: number): Institution {
  const { grammar, rank } = slots[(n * 77) % slots.length]!;
  const place = Math.floor(n / slots.length) * grammar.share + rank;
  const kind = grammar.kinds[place % grammar.kinds.length]!;
  const [latin, local] = placeAt(
    grammar,
    Math.floor(place / grammar.kinds.length),
    grammar.kinds.indexOf(kind),
  );
  const called = (pattern: string, where = latin) => pattern.replace('*', where);
  const id = `${prefix}${n}`;
  const name = called(kind.name);
  const aliases = [
    ...(kind.alias ? [called(kind.alias, local)] : []),
    ...(roll(`${id} was`) % 25 ? [] : [called(kind.name, formerly(grammar, n))]),
  ];
  const health = { 3: 'degraded', 7: 'down' } as const;
  const trouble = health[(roll(`${id} is`) % 400) as 3 | 7];
  return {
    id,
    name,
    fullName: called(kind.fullName ?? kind.name),
    country: grammar.country,
    logo: `/connect/v1/logos/${id}.svg`,
    color: {
      primaryColor: kind.color ?? colors[roll(id) % colors.length]!,
      secondaryColor: '#FFFFFF',
    },
    fields: forms[grammar.country] ?? forms.other!,
    ...(n < 6 && { popular: n + 11 }),
    ...(aliases.length && { aliases }),
    ...(grammar.code && { bankCodes: codesOf(grammar.code, place, id) }),
    ...(grammar.bic && { bic: bicOf(kind, grammar.bic, id) }),
    serves: kind.serves ?? ['retail', 'business'],
    ...(trouble && { health: trouble }),
    ...(grammar.country !== 'US' && { consentDays: grammar.country === 'CH' ? 90 : 180 }),
  };
}

/**
 * The n-th place of a country, in Latin and in the country's own script: one, and when all are used up, a pair.
 * `turn` begins the list elsewhere, so that not every kind of bank is in the same few places.
 */
function placeAt(grammar: Grammar, n: number, turn = 0): [latin: string, local: string] {
  const [beginnings, endings] = grammar.places.map((list) => list.split(',')) as [string[], string[]];
  const isArabic = !grammar.places[0];
  const count = isArabic ? arabicNames.length : beginnings.length * endings.length;
  const round = Math.floor(n / count);
  const at = (n * 7919 + turn * 167) % count;
  if (round) {
    const [one, other] = [placeAt(grammar, at), placeAt(grammar, (at * 31 + round * 7) % count)];
    return isArabic
      ? [`${one[0]} Al ${other[0]}`, `${one[1]} ${other[1]}`]
      : [`${one[0]}-${other[0]}`, `${one[1]}-${other[1]}`];
  }
  if (isArabic) return arabicNames[at]!.split('|') as [string, string];
  const whole = beginnings[at % beginnings.length]! + endings[Math.floor(at / beginnings.length)]!;
  return [whole, whole];
}

/** Another place, whose bank it took over. */
const formerly = (grammar: Grammar, n: number): string =>
  placeAt(grammar, (n * 13) % (grammar.places[0] ? 60 : arabicNames.length))[0];

/** One in ten has two. */
const codesOf = (pattern: string, place: number, id: string): string[] =>
  Array.from({ length: between(`${id} codes`, 0, 9) ? 1 : 2 }, (_, which) => {
    const region = digits(`region ${place % 24}`, 4);
    const own = digits(`${id} code ${which}`, 8);
    let [r, o] = [0, 0];
    return pattern.replace(/[rn]/g, (kind) => (kind === 'r' ? region[r++]! : own[o++]!));
  });

const bicOf = ({ group }: Kind, pattern: string, id: string): string => {
  let at = 0;
  const letter = () => String.fromCharCode(65 + (roll(`${id} bic ${at++}`) % 26));
  return (group ?? letter() + letter() + letter() + letter()) + pattern.replace(/n/g, letter);
};

const colors = Array.from({ length: 160 }, (_, n) => {
  const part = (which: string) => between(`color ${n} ${which}`, 0, 12) * 12;
  return `#${[part('r'), part('g'), part('b')].map((value) => value.toString(16).padStart(2, '0')).join('')}`;
});

const form = (username: string, password: string): Field[] => [
  { name: 'username', label: username, kind: 'text' },
  { name: 'password', label: password, kind: 'password' },
];

/** What the banks of a country ask for. */
const forms: Readonly<Record<string, Field[]>> = {
  DE: form('Anmeldename', 'PIN'),
  AT: form('Verfügernummer', 'PIN'),
  CH: form('Vertragsnummer', 'Passwort'),
  FR: form('Identifiant', 'Mot de passe'),
  ES: form('Usuario', 'Contraseña'),
  IT: form('Codice utente', 'Password'),
  NL: form('Gebruikersnaam', 'Wachtwoord'),
  PL: form('Identyfikator', 'Hasło'),
  GB: form('Customer number', 'Passcode'),
  other: form('Username', 'Password'),
};
