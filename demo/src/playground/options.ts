import { languageTags, type CreateOptions } from '@connect-layer/connect';
import { themeOf } from './theme.js';

/** An option of `Dapi.create` as a control. `initial` is what the control starts with; empty means not given. */
export interface Option {
  name: keyof CreateOptions;
  kind: 'text' | 'choice' | 'list' | 'json' | 'flag' | 'callback' | 'theme';
  initial: string | boolean;
  hint: string;
  choices?: readonly string[];
  /** What a choice is called, where that is not the choice itself. */
  nameOf?: (choice: string) => string;
}

const option = (
  kind: Option['kind'],
  name: Option['name'],
  initial: Option['initial'],
  hint: string,
  more: Pick<Option, 'choices' | 'nameOf'> = {},
): Option => ({ kind, name, initial, hint, ...more });

/** Every option. */
export const options: readonly Option[] = [
  option('choice', 'environment', 'sandbox', 'Default: production', {
    choices: ['', 'sandbox', 'production'],
  }),
  option('text', 'appKey', 'sandbox-app', 'Required'),
  option('text', 'bundleID', 'sandbox-bundle', 'Required'),
  option('text', 'clientUserID', 'CLIENT_USER_ID', 'Required'),
  option('list', 'countries', import.meta.env.VITE_COUNTRY, 'Codes such as AE, GB, US. Default: all'),
  option(
    'text',
    'gatewayURL',
    import.meta.env.VITE_GATEWAY_URL,
    'Default: where a script tag was served from',
  ),
  option('text', 'apiURL', '', 'Your App Server. Default: the gateway'),
  option('json', 'clientHeaders', '', 'JSON, such as {"x-trace": "1"}'),
  option('json', 'clientBody', '', 'JSON, such as {"trace": "1"}'),
  option('choice', 'language', '', 'Default: the page’s, else the browser’s', {
    choices: ['', ...languageTags],
    nameOf: (tag) => `${new Intl.DisplayNames(tag, { type: 'language' }).of(tag)} (${tag})`,
  }),
  option('json', 'strings', '', 'JSON, such as {"search.title": "Which bank?"}'),
  option('theme', 'theme', '', ''),
  option('flag', 'isCachedEnabled', true, 'Keep accounts in the browser. Default: true'),
  option('flag', 'isExperimental', false, 'List experimental banks. Default: false'),
  option('choice', 'mode', '', 'Default: inline with a container, else modal', {
    choices: ['', 'modal', 'page', 'inline'],
  }),
  option('choice', 'redirects', '', 'Pages of banks: default in a new tab', { choices: ['', 'tab', 'page'] }),
  option('text', 'container', '', 'A selector of this page, such as main'),
  option('callback', 'onReady', true, ''),
  option('callback', 'onSuccessfulLogin', true, ''),
  option('callback', 'onFailedLogin', true, ''),
  option('callback', 'onExit', true, ''),
  option('callback', 'onAuthModalOpen', true, ''),
  option('callback', 'onAuthModalSubmit', true, ''),
  option('callback', 'interceptRequest', false, 'Adds a header'),
  option('callback', 'onSuccess', false, 'Your server then exchanges the code'),
  option('callback', 'onFailure', false, ''),
];

/** What the controls hold, by the option's name; those of the theme by `theme.` and the member's. */
export type Values = Readonly<Record<string, string | boolean>>;

export const initialValues: Values = Object.fromEntries(options.map(({ name, initial }) => [name, initial]));

/** What an option is given: undefined when its control is empty, and when it holds what is not JSON. */
export function valueOf({ name, kind }: Option, values: Values): unknown {
  if (kind === 'theme') return themeOf(values);
  const value = values[name];
  if (typeof value === 'boolean' || !value?.trim()) return value || (kind === 'flag' ? false : undefined);
  if (kind === 'list')
    return value
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean);
  return kind === 'json' ? readJSON(value) : value.trim();
}

/** An object from what somebody typed, or undefined. */
export function readJSON(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** The options that are not functions. */
export const plainOptions = (values: Values): Record<string, unknown> =>
  Object.fromEntries(
    options
      .filter(({ kind }) => kind !== 'callback')
      .map((option) => [option.name, valueOf(option, values)] as const)
      .filter(([, value]) => value !== undefined),
  );

/** The names of the options that are functions. */
export const callbacksOf = (values: Values): string[] =>
  options.filter(({ kind, name }) => kind === 'callback' && values[name]).map(({ name }) => name);
