import { open, readFile, rename } from 'node:fs/promises';
import * as v from 'valibot';
import { freshState, State } from '../state/state.js';

/** A state that is kept in a file. */
export interface StateFile {
  state: State;
  /** Writes the state soon. Many changes at once are written once. */
  changed: () => void;
  /** Resolves when all is written; rejects when the last attempt failed. */
  written: () => Promise<void>;
}

/** Loads the state from a file, which need not exist. Rejects when it holds something else. */
export async function openStateFile(path: string): Promise<StateFile> {
  const state = await load(path);
  let dirty = false;
  let writing: Promise<void> | undefined;
  const write = async () => {
    await new Promise((resolve) => setImmediate(resolve)); // Let the request that changed it change all it wants.
    while (dirty) {
      dirty = false;
      await save(path, JSON.stringify(state));
    }
  };
  const changed = () => {
    dirty = true;
    writing ??= write().finally(() => (writing = undefined));
    writing.catch(() => {}); // Told by `written`; until then there is the next change to try again.
  };
  const written = async () => {
    await writing?.catch(() => (dirty = true));
    if (dirty) changed();
    await writing;
  };
  return { state, changed, written };
}

async function load(path: string): Promise<State> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw new Error(`The state file cannot be read (${error.code}).`, { cause: error });
  });
  if (text === undefined) return freshState();
  const parsed = v.safeParse(State, jsonOf(text));
  if (parsed.success) return parsed.output;
  throw new Error(
    'The state file holds something else than the state of a sandbox. Name another, or delete it.',
  );
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** All or nothing: whoever reads the file, also after a crash, finds the state before or the state after. */
async function save(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
