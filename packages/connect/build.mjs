// Builds what this package ships. Types come from tsc.
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import minifyTemplates from '@lit-labs/rollup-plugin-minify-html-literals';
import { build, defaultClientConditions } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));
const common = (outDir, options, define = {}) => ({
  configFile: false,
  root: here,
  logLevel: 'warn',
  define,
  resolve: { conditions: ['connect-layer-source', ...defaultClientConditions] },
  plugins: [{ ...(minifyTemplates.default ?? minifyTemplates)({ failOnError: true }), enforce: 'pre' }],
  build: { outDir, target: 'es2022', sourcemap: true, emptyOutDir: false, ...options },
});
const es = (entry, rolldownOptions) => ({ lib: { entry, formats: ['es'] }, rolldownOptions });
const external = [/^@connect-layer\//, /^idb-keyval$/, /^lit($|\/)/, /^@lit\//, /^valibot$/];

await rm(`${here}/dist/browser`, { recursive: true, force: true });

// For bundlers: ES modules with their dependencies left to the app, the modal apart.
await build(
  common('dist', {
    ...es({ index: 'src/index.ts' }, { external, output: { chunkFileNames: '[name].js' } }),
    minify: false,
  }),
);

// For a script tag: the modal first, and the forms that it fetches, under names that change with their content, then
// the script that fetches the modal.
const [modal] = await build(
  common(
    'dist/browser',
    es(
      { modal: 'src/modal.ts' },
      {
        preserveEntrySignatures: 'allow-extension',
        output: { minify: true, entryFileNames: 'modal-[hash].js', chunkFileNames: '[name]-[hash].js' },
      },
    ),
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
  ),
);

for (const file of await readdir(`${here}/dist/browser`)) {
  if (!file.endsWith('.js')) continue;
  const content = await readFile(`${here}/dist/browser/${file}`);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${here}/dist/browser/${file}.br`, brotliCompressSync(content, { params }));
  await writeFile(`${here}/dist/browser/${file}.gz`, gzipSync(content, { level: 9 }));
}
