#!/usr/bin/env node
import { serveSandbox } from './cli/serve.js';
import { connectBank } from './cli/connect.js';
import { readArguments, usage, UsageError } from './cli/arguments.js';

try {
  const asked = readArguments(process.argv.slice(2), process.env);
  if (asked.command === 'help') console.log(usage);
  if (asked.command === 'serve') await serveSandbox(asked);
  if (asked.command === 'connect') console.log(JSON.stringify(await connectBank(asked)));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
