// Writes EVENTS.md, the page for people, from the table of events: `pnpm run reference`.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { eventTable, eventVersion } from './src/event-table.js';

const page = new URL('EVENTS.md', import.meta.url);

const types = { text: 'string', number: 'number', flag: 'boolean', texts: 'array of strings' } as const;

/** The page as the table has it. */
export async function eventReference(): Promise<string> {
  const parts = Object.entries(eventTable).map(([name, { about, detail, ...more }]) => {
    const members = Object.entries(detail).map(
      ([member, [type, says]]: [string, readonly [keyof typeof types, string]]) =>
        `| \`${member}\` | ${types[type]} | ${says} |`,
    );
    const table = ['| member | type | says |', '| --- | --- | --- |', ...members].join('\n');
    const end =
      'terminal' in more ? ' The last event of its session, and the only one of its kind there.' : '';
    return `## ${name}\n\n${about}${end}\n\n${members.length ? table : ''}`;
  });
  const text = `# Events

Written by \`pnpm run reference\` from [\`event-table.ts\`](src/event-table.ts); a change here is lost.

\`\`\`ts
Dapi.create({
  ...options,
  onEvent: (name, detail) => analytics.track(name, detail),
});
\`\`\`

Version ${eventVersion}. An event may get further members and there may be further events; nothing is taken away and
nothing changes its meaning without a new \`version\`. Nothing that a person types into a form is ever part of an event.

Every detail also has \`version\`, \`at\` (milliseconds since 1970) and \`session\`, which names what is between one \`open\`
and its \`exit\`. Every session that was opened has exactly one \`exit\`, whatever became of it.

${parts.join('\n\n')}
`;
  const path = fileURLToPath(page);
  return format(text, { ...(await resolveConfig(path)), filepath: path });
}

/** The page as it is committed. */
export const committedEvents = (): Promise<string> => readFile(page, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(page, await eventReference());
