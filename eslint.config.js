import lit from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import wc from 'eslint-plugin-wc';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const tests = ['**/*.test.ts', '**/*.test-helper.ts', '**/*.spec.ts'];
const own = String.raw`\.{1,2}/`;

/** Only the file's own package and what is listed; `@scope/name` and `name` with all that lies below them. */
const mayImport = (...names) => ({
  regex: `^(?!${own}|(?:${names.join('|')})(?:/|$))`,
  message: `Only ${names.join(', ')} may be imported here.`,
});

const notFromBuilds = {
  regex: String.raw`^\.{1,2}/(.*/)?(src|dist)/`,
  message: 'Another package is imported by its name, and never from its build.',
};

const inlineStyle = 'No inline styles: pages forbid them (CSP). Use a class, or `static styles`.';
const rawHTML = 'Trusted Types forbid this, and rightly so. Use a template.';

export default defineConfig(
  { ignores: ['**/dist/', 'test-results/', 'playwright-report/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },

  // Everything
  tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: {
      parserOptions: { project: './tsconfig.tests.json', tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-eval': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // Objects here are closures; their functions need no `this`.
      '@typescript-eslint/unbound-method': 'off',
      // An async function without await is how a plain value meets an interface that promises one.
      '@typescript-eslint/require-await': 'off',
    },
  },
  { files: ['**/*.{js,mjs}'], extends: [tseslint.configs.disableTypeChecked] },

  // Which way packages depend
  {
    files: ['packages/protocol/src/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: [notFromBuilds, mayImport('valibot')] }] },
  },
  {
    files: ['packages/connect/src/**'],
    rules: { 'no-restricted-imports': ['error', { patterns: connectImports() }] },
  },
  {
    files: ['packages/connect/src/**/*.test.ts', 'packages/connect/src/**/*.test-helper.ts'],
    rules: {
      'no-restricted-imports': [
        'error',
        { patterns: connectImports('@open-wc/testing', '@web/test-runner-commands') },
      ],
    },
  },
  ...onServers(
    'gateway',
    '@connect-layer/protocol',
    'jose',
    'valibot',
    'hono',
    '@hono/node-server',
    'temporal-polyfill',
  ),
  ...onServers('sandbox', '@connect-layer/protocol', '@connect-layer/gateway', 'valibot', 'hono', 'jose'),
  {
    files: ['packages/protocol/src/**/*.test.ts'],
    rules: {
      'no-restricted-imports': ['error', { patterns: [notFromBuilds, mayImport('valibot', 'node:[a-z]+')] }],
    },
  },

  // The modal
  {
    files: ['packages/connect/src/**', 'demo/**/*.ts'],
    extends: [lit.configs['flat/recommended'], wc.configs['flat/recommended']],
    plugins: { 'lit-a11y': litA11y },
    rules: {
      ...litA11y.configs.recommended.rules,
      // Each step of a dialog says where the focus goes.
      'lit-a11y/no-autofocus': 'off',
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-this-assign-in-render': 'error',
    },
  },
  {
    files: ['packages/connect/src/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...[
          'innerHTML',
          'outerHTML',
          'insertAdjacentHTML',
          'setHTMLUnsafe',
          'createContextualFragment',
          'parseFromString',
        ].map((property) => ({ property, message: rawHTML })),
      ],
      'no-restricted-syntax': [
        'error',
        {
          selector: String.raw`TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/(\sstyle=|<style)/]`,
          message: inlineStyle,
        },
        {
          selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value="style"]',
          message: inlineStyle,
        },
        {
          selector: String.raw`TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\.(inner|outer)HTML=/]`,
          message: rawHTML,
        },
      ],
    },
  },

  // Tests
  {
    files: [...tests, 'e2e/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      // expect(it).to.be.true
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'suite', 'test'] },
          ],
        },
      ],
      'no-restricted-properties': 'off',
    },
  },
);

function connectImports(...more) {
  return [
    notFromBuilds,
    mayImport('@connect-layer/protocol', 'lit', 'idb-keyval', 'valibot', ...more),
    { regex: '^lit/directives/style-map', message: inlineStyle },
    { regex: '^lit/directives/unsafe-', message: rawHTML },
  ];
}

/** A package that runs on any server: Node's own modules stay in the files named for them. */
function onServers(name, ...names) {
  const imports = (...more) => ({
    'no-restricted-imports': ['error', { patterns: [notFromBuilds, mayImport(...names, ...more)] }],
  });
  const folder = `packages/${name}/src`;
  return [
    {
      files: [`${folder}/**`],
      rules: {
        ...imports(),
        'no-restricted-globals': ['error', 'process', 'Buffer', 'setImmediate'],
      },
    },
    {
      files: ['node.ts', 'bin.ts', 'cli/**', '**/*.test.ts', '**/*.test-helper.ts'].map(
        (file) => `${folder}/${file}`,
      ),
      rules: { ...imports('node:[a-z_/]+'), 'no-restricted-globals': 'off' },
    },
  ];
}
