import type { Connector, ConnectorSource, Field } from './wire.js';

/** The sources of a bank that can be added, in the order in which they are to be. */
export const usableSources = ({ sources }: Pick<Connector, 'sources'>): ConnectorSource[] =>
  sources.filter(({ disabled }) => disabled == null).sort((a, b) => a.priority - b.priority);

export const mechanismOf = ({ auth_mechanism }: ConnectorSource): 'webauth' | 'credentials' =>
  auth_mechanism === 'webauth' ? 'webauth' : 'credentials';

/** The fields to fill in for a source. What a source before it has asked for is known by then. */
const fieldsFor = (
  fields: readonly Field[],
  source: ConnectorSource,
  before: readonly string[] = [],
): Field[] =>
  fields.filter(
    ({ connector_sources: sources, auth_mechanisms: mechanisms }) =>
      (sources.length === 0 || sources.includes(source.name)) &&
      (mechanisms.length === 0 || mechanisms.includes(mechanismOf(source))) &&
      !before.some((name) => sources.length === 0 || sources.includes(name)),
  );

/** Each source that can be added, with the fields that are its own. */
export function steps({ fields, sources }: Connector): { source: ConnectorSource; fields: Field[] }[] {
  const usable = usableSources({ sources });
  return usable.map((source, place) => {
    const before = usable.slice(0, place).map(({ name }) => name);
    return { source, fields: fieldsFor(fields, source, before) };
  });
}
