// Builds what this package ships. Types come from tsc.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import minifyTemplates from '@lit-labs/rollup-plugin-minify-html-literals';
import { build, defaultClientConditions } from 'vite';

/** Beside a script, a language is a file of its own. Their names have one hash, which the scripts can be told. */
const languagesFromFiles = (outDir) => ({
  name: 'languages-from-files',
  enforce: 'pre',
  resolveId(id, importer) {
    if (outDir !== 'dist/browser' || !id.endsWith('/languages/languages.js')) return undefined;
    return this.resolve('./languages/files.js', importer);
  },
});

const here = fileURLToPath(new URL('.', import.meta.url));
const common = (outDir, options, define = {}) => ({
  configFile: false,
  root: here,
  logLevel: 'warn',
  define,
  resolve: { conditions: ['connect-layer-source', ...defaultClientConditions] },
  plugins: [
    languagesFromFiles(outDir),
    { ...(minifyTemplates.default ?? minifyTemplates)({ failOnError: true }), enforce: 'pre' },
  ],
  build: { outDir, target: 'es2022', sourcemap: true, emptyOutDir: false, ...options },
});
const es = (entry, rolldownOptions) => ({ lib: { entry, formats: ['es'] }, rolldownOptions });
const external = [/^@connect-layer\//, /^idb-keyval$/, /^lit($|\/)/, /^@lit\//, /^valibot$/];

await rm(`${here}/dist/browser`, { recursive: true, force: true });

const chunkFileNames = ({ moduleIds }) =>
  moduleIds.every((id) => id.includes('/languages/')) ? 'languages/[name].js' : '[name].js';

// For bundlers: ES modules with their dependencies left to the app, the modal apart.
await build(
  common('dist', {
    ...es({ index: 'src/index.ts' }, { external, output: { chunkFileNames } }),
    minify: false,
  }),
);

// For a script tag, and for the frame: the languages,
const folder = `${here}src/ui/languages/`;
const tags = (await readdir(folder))
  .filter((name) => /^[a-z]{2,3}(-[A-Z]\w+)?\.ts$/.test(name) && name !== 'en.ts')
  .sort();
const sources = await Promise.all(tags.map((name) => readFile(folder + name)));
const hash = createHash('sha256').update(Buffer.concat(sources)).digest('base64url').slice(0, 8);
const LANGUAGES = JSON.stringify(hash);
const entries = Object.fromEntries(tags.map((name) => [name.replace('.ts', ''), folder + name]));
await build(
  common('dist/browser', {
    ...es(entries, { output: { minify: true, entryFileNames: `language-[name]-${hash}.js` } }),
    sourcemap: false,
  }),
);

// the modal, under a name that changes with its content, and the script that fetches it.
const [modal] = await build(
  common(
    'dist/browser',
    es(
      { modal: 'src/modal.ts' },
      {
        // What the later screens share with the first stays in the first: one file less to wait for.
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, entryFileNames: 'modal-[hash].js', chunkFileNames: '[name]-[hash].js' },
      },
    ),
    { LANGUAGES },
  ),
);
const MODAL_FILE = JSON.stringify(modal.output[0].fileName);
await build(
  common(
    'dist/browser',
    { lib: { entry: 'src/global.ts', formats: ['iife'], name: 'ConnectLayer', fileName: () => 'sdk.js' } },
    { MODAL_FILE },
  ),
);

// What the gateway's own frame runs.
await build(
  common(
    'dist/browser',
    es({ frame: 'src/frame.ts' }, { output: { minify: true, entryFileNames: 'frame.js' } }),
    { LANGUAGES },
  ),
);

for (const file of await readdir(`${here}/dist/browser`)) {
  if (!file.endsWith('.js')) continue;
  const content = await readFile(`${here}/dist/browser/${file}`);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${here}/dist/browser/${file}.br`, brotliCompressSync(content, { params }));
  await writeFile(`${here}/dist/browser/${file}.gz`, gzipSync(content, { level: 9 }));
}
