import { fileURLToPath } from 'node:url';
import { build, type Rollup } from 'vite';
import { serveScripts } from './bare-page.js';

/** Whose dialogs ours is opened from. */
export const kits = ['native', 'radix', 'mui', 'headless', 'bootstrap'] as const;

let built: Promise<string> | undefined;

/** The address of a page's part in `e2e/kits`, bundled as an app would, once for each worker. */
export async function kit(name: (typeof kits)[number] | 'handlers' | 'own-lit'): Promise<string> {
  built ??= bundle();
  return `${await built}/${name}.js`;
}

async function bundle(): Promise<string> {
  const root = fileURLToPath(new URL('../kits/', import.meta.url));
  const names = [...kits, 'handlers', 'own-lit'];
  const output = await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    // React is at its strictest in development only.
    mode: 'development',
    define: { 'process.env.NODE_ENV': '"development"' },
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: Object.fromEntries(
          names.map((name) => [name, `${root}${name}.${name === 'own-lit' ? 'ts' : 'tsx'}`]),
        ),
        preserveEntrySignatures: false,
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  });
  const { output: files } = output as Rollup.RollupOutput;
  return serveScripts(
    Object.fromEntries(files.flatMap((file) => (file.type === 'chunk' ? [[file.fileName, file.code]] : []))),
  );
}
