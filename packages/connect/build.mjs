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

/** What a browser fetches has only the part of valibot that it needs. A bundled app may have the rest of it anyway. */
const smallValibot = (outDir) => ({
  name: 'small-valibot',
  enforce: 'pre',
  resolveId: (id, importer) =>
    outDir === 'dist/browser' && id === 'valibot' && !importer?.endsWith('/small-valibot.ts')
      ? `${here}src/small-valibot.ts`
      : undefined,
  generateBundle: (_, bundle) => {
    for (const { modules = {} } of Object.values(bundle))
      for (const [id, { renderedLength, renderedExports }] of Object.entries(modules))
        if (renderedLength && id.includes('/node_modules/valibot/'))
          throw new Error(`small-valibot.ts lacks what a browser needs: ${renderedExports.join()}.`);
  },
});

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Gives the copy of Lit that is built in a Trusted Types policy of our own name: a page may run a Lit of its own, and a
 * name can be had only once. Where the page refuses the name and insists on Trusted Types, that is what the error says;
 * where it only limits the names, nothing needs a policy.
 */
const ownPolicy = () => {
  let renamed = 0;
  const create = /([\w$]+)\.createPolicy\("lit-html",(\{createHTML:[^}]*\})\)/;
  return {
    name: 'own-trusted-types-policy',
    transform: (code, id) => {
      if (!create.test(code) || !/lit-html/.test(id)) return undefined;
      renamed++;
      return {
        map: null,
        code: code.replace(
          create,
          `(()=>{try{return $1.createPolicy("dapi-connect",$2)}catch(refused){try{document.createElement("template").innerHTML=""}catch{throw refused}}})()`,
        ),
      };
    },
    buildEnd: () => {
      if (renamed !== 1) throw new Error(`Lit makes its policy in ${renamed} places; one was expected.`);
    },
  };
};

/** Gives the parts of the modal names that no other version has. */
const ownNames = async () => {
  const files = (await readdir(`${here}/src`, { recursive: true })).filter((file) => file.endsWith('.ts'));
  const hash = createHash('sha256');
  const names = [];
  for (const file of files.sort()) {
    const content = await readFile(`${here}/src/${file}`, 'utf8');
    hash.update(content);
    names.push(
      ...[...content.matchAll(/\bdefine\(\{[^}]*\}/g)].flatMap(([list]) => list.match(/dapi-[\w-]+/g)),
    );
  }
  if (names.length === 0) throw new Error('No part of the modal is defined.');
  const suffix = hash.digest('hex').slice(0, 8);
  const all = new RegExp(`(?<![\\w-]|\\./)(${names.join('|')})(?![\\w-])`, 'g');
  return {
    name: 'own-element-names',
    enforce: 'pre',
    transform: (code, id) =>
      id.startsWith(`${here}src/`) ? { code: code.replace(all, `$1-${suffix}`), map: null } : undefined,
  };
};
const names = await ownNames();

const templates = () => ({
  ...(minifyTemplates.default ?? minifyTemplates)({ failOnError: true }),
  enforce: 'pre',
});
const common = (outDir, options, { define = {}, plugins = [] } = {}) => ({
  configFile: false,
  root: here,
  logLevel: 'warn',
  define,
  resolve: { conditions: ['connect-layer-source', ...defaultClientConditions] },
  plugins: [languagesFromFiles(outDir), smallValibot(outDir), names, templates(), ...plugins],
  build: { outDir, target: 'es2022', sourcemap: true, emptyOutDir: false, ...options },
});
const es = (entry, rolldownOptions) => ({ lib: { entry, formats: ['es'] }, rolldownOptions });
/** Of a library, Vite keeps what tells a bundler that a call can be dropped; here nothing comes after it. */
const small = { minify: true, comments: false };
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
    ...es(entries, { output: { ...small, entryFileNames: `language-[name]-${hash}.js` } }),
    sourcemap: false,
  }),
);

// the modal, under a name that changes with its content, and the script that fetches it.
// What it shares with what it may fetch later stays in it, so that it is one file.
const [modal] = await build(
  common(
    'dist/browser',
    es(
      { modal: 'src/modal.ts' },
      {
        // What the later screens share with the first stays in the first: one file less to wait for.
        preserveEntrySignatures: 'allow-extension',
        output: { ...small, entryFileNames: 'modal-[hash].js', chunkFileNames: '[name]-[hash].js' },
      },
    ),
    { define: { LANGUAGES }, plugins: [ownPolicy()] },
  ),
);
const MODAL_FILE = JSON.stringify(modal.output[0].fileName);
await build(
  common(
    'dist/browser',
    { lib: { entry: 'src/global.ts', formats: ['iife'], name: 'ConnectLayer', fileName: () => 'sdk.js' } },
    { define: { MODAL_FILE } },
  ),
);

// What the gateway's own frame runs, and the page that people come back to.
for (const [entry, plugins] of [
  [{ frame: 'src/frame.ts' }, [ownPolicy()]],
  [{ returned: 'src/returned-page.ts' }, []],
])
  await build(
    common('dist/browser', es(entry, { output: { ...small, entryFileNames: '[name].js' } }), {
      define: { LANGUAGES },
      plugins,
    }),
  );

for (const file of await readdir(`${here}/dist/browser`)) {
  if (!file.endsWith('.js')) continue;
  const content = await readFile(`${here}/dist/browser/${file}`);
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
  await writeFile(`${here}/dist/browser/${file}.br`, brotliCompressSync(content, { params }));
  await writeFile(`${here}/dist/browser/${file}.gz`, gzipSync(content, { level: 9 }));
}
