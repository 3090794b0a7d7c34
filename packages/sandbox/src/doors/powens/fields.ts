import { compactDecrypt } from 'jose';
import type { Connector, ConnectorField, ConnectorSource } from './connectors.js';
import { Refused } from './refusal.js';
import type { World } from './state.js';

/** The fields to fill in for a source; those that a source added before has already are known. */
export const fieldsFor = (
  { fields }: Connector,
  { name, mechanism }: Pick<ConnectorSource, 'name' | 'mechanism'>,
  added: readonly string[] = [],
): ConnectorField[] =>
  fields.filter(
    ({ connector_sources: sources, auth_mechanisms: mechanisms }) =>
      sources.includes(name) &&
      mechanisms.includes(mechanism) &&
      !sources.some((source) => added.includes(source)),
  );

/** The values that were sent, opened and checked against the fields that are asked for. */
export async function valuesOf(
  world: World,
  fields: readonly ConnectorField[],
  sent: Record<string, unknown>,
): Promise<Record<string, string>> {
  const unknown = Object.keys(sent).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) throw new Refused('invalidValue', `${unknown} is no field of this source.`);
  const values: Record<string, string> = {};
  for (const field of fields) {
    const value = await openValue(world, field.name, sent[field.name]);
    if (value === undefined || value === '') {
      if (field.required) throw new Refused('missingParameter', `${field.name} is missing.`);
      continue;
    }
    if (!fits(field, value)) throw new Refused('invalidValue', `${field.name} has a wrong value.`);
    values[field.name] = value;
  }
  return values;
}

function fits({ type, values, regex }: ConnectorField, value: string): boolean {
  if (type === 'list') return values?.some((option) => option.value === value) ?? false;
  if (type === 'date' && !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  if (type === 'number' && !/^\d+$/.test(value)) return false;
  return regex === null || new RegExp(regex).test(value);
}

/** A value in the clear: it may be a compact JWE for the domain's key. */
export async function openValue({ key }: World, name: string, sent: unknown): Promise<string | undefined> {
  if (sent === undefined) return undefined;
  if (typeof sent !== 'string') throw new Refused('invalidValue', `${name} is not a text.`);
  if (!/^eyJ[\w-]*(\.[\w-]*){4}$/.test(sent)) return sent;
  try {
    const { plaintext } = await compactDecrypt(sent, (await key).privateKey, {
      keyManagementAlgorithms: ['RSA-OAEP-256'],
      contentEncryptionAlgorithms: ['A256GCM'],
    });
    return new TextDecoder().decode(plaintext);
  } catch {
    throw new Refused('invalidValue', `${name} is not encrypted for this domain.`);
  }
}
