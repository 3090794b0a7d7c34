import { fileURLToPath } from 'node:url';
import type { ProviderName } from '@connect-layer/sandbox/node';
import { defaultClientConditions, defineConfig } from 'vite';
import { hintOf, logins } from './providers.js';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The pages read these as `%VITE_GATEWAY_URL%` and `import.meta.env.VITE_GATEWAY_URL`.
process.env.VITE_GATEWAY_URL ??= 'http://localhost:8787';
process.env.VITE_PROVIDER ??= 'sandbox';
const provider = process.env.VITE_PROVIDER as ProviderName;
process.env.VITE_COUNTRY = logins[provider].country;
process.env.VITE_LOGINS = hintOf(provider);

export default defineConfig({
  root: here('.'),
  appType: 'mpa',
  // The packages are read from source: a change to them shows when the page is loaded again.
  resolve: { conditions: ['connect-layer-source', ...defaultClientConditions] },
  // Nothing but a person reloads a page: a login half done would be lost. (All dependencies are ES modules already.)
  server: { hmr: false },
  optimizeDeps: { noDiscovery: true, include: [] },
  build: {
    outDir: 'dist',
    target: 'es2022',
    rolldownOptions: { input: ['index.html', 'script-tag.html', 'playground.html'].map(here) },
  },
});
