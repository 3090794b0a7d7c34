import type { Connection, Environment } from '@connect-layer/protocol';
import type { DapiBankAccount } from './bank-account.js';
import { ConnectError } from './error.js';
import type { OnEvent } from './events.js';
import { isThemeColor, isThemeScheme, themeForms } from './theme-forms.js';
import type { ThemeOptions } from './theme.js';
import type { Strings } from './ui/languages/words.js';

/** A request of the SDK before it is sent. */
export interface OutgoingRequest {
  body: Record<string, unknown>;
  headers: Record<string, string>;
}

/**
 * A login that did not succeed, or a widget that could not start: then there is no `bankID`.
 * `message` is the same as `msg`.
 */
export interface LoginFailure {
  success: false;
  status: 'failed';
  /** What happened, e.g. `INVALID_CREDENTIALS`. */
  type: string;
  msg: string;
  message: string;
  operationID?: string;
  bankID?: string;
}

/** What a login hands to `onSuccess`; enough for a server to exchange the code. */
export type LoginCodes = { success: true; bankId: string } & Pick<
  Connection,
  'accessCode' | 'connectionID' | 'userSecret' | 'userID' | 'tokenID'
>;

/** The options of `Dapi.create`. */
export interface CreateOptions extends ThemeOptions {
  /**
   * `Dapi.environments.sandbox` or `.production`. Default: production. Which banks are reached is up to the app; a
   * page that says `sandbox` refuses to start with an app that reaches real ones.
   */
  environment?: Environment;
  /** The app's public key. */
  appKey: string;
  /** One of the ids registered for the app. Pages that take `onSuccess` may leave it out. */
  bundleID: string;
  /**
   * Your own id of the person using your page. The cache is kept per person; never reuse it for another.
   * Pages that take `onSuccess` may leave it out; then nothing is cached.
   */
  clientUserID: string;
  /** ISO 3166-1 alpha-2 codes that limit the list of banks. Default: all countries. */
  countries?: string[];
  /** Whether connected accounts are kept in the browser's storage. Default: true. */
  isCachedEnabled?: boolean;
  /** Whether banks marked experimental are listed. Default: false. */
  isExperimental?: boolean;
  /** Headers added to every data, payment and metadata call. */
  clientHeaders?: Record<string, string>;
  /** Members added to the body of every such call; the SDK's own members win. */
  clientBody?: Record<string, unknown>;
  /**
   * How the widget stands on the page: `modal` is a card over it, `page` fills the window, `inline` is a part of the page,
   * in `container`. Default: `inline` with a `container`, else `modal`. What a call of a connected account asks is always
   * asked in a modal.
   */
  mode?: 'modal' | 'page' | 'inline';
  /**
   * The element, or a selector of the element, that the widget is drawn in, at least 320 px wide. It is looked for when
   * the widget opens, and fills the element's height where that has one.
   */
  container?: Element | string;
  /**
   * How a bank is reached that asks on a page of its own: in a new tab, or in place of your page, which is come back to and
   * goes on with the login by itself. Where the browser opens no tab, people are offered both. Default: `tab`.
   */
  redirects?: 'tab' | 'page';
  /** Where the gateway is. Default: where this script was loaded from. */
  gatewayURL?: string;
  /** Where your App Server receives the SDK's calls. Default: as registered for the app, else the gateway. */
  apiURL?: string;
  /**
   * The language of the modal, as a BCP 47 tag (`ar`, `pt-BR`, `zh-Hant-HK`). Default: that of the page
   * (`<html lang>`), else the first of the browser's that the modal speaks, else English.
   */
  language?: string;
  /**
   * Texts of your own, by the names of the modal's: for whatever language is spoken, or by language (`{ de: … }`).
   * A name that is no text of the modal and a text that lacks a `{gap}` are named in a console note and left out.
   */
  strings?: Strings;
  /** A bank has been connected. The account is usable at once. */
  onSuccessfulLogin?: (bankAccount: DapiBankAccount) => void;
  /** An attempt has failed, or the widget could not start. The person may try again meanwhile. */
  onFailedLogin?: (error?: LoginFailure) => void;
  /** The widget is ready and the cache is loaded: `open()` and `getCachedBankAccounts` may be called. */
  onReady?: () => void;
  /** The widget was dismissed, whatever became of the login. */
  onExit?: () => void;
  /** A question of the bank is shown. */
  onAuthModalOpen?: () => void;
  /** The person has answered it. */
  onAuthModalSubmit?: () => void;
  /** May change every data, payment and metadata call before it is sent; returns both. */
  interceptRequest?: (request: OutgoingRequest) => OutgoingRequest;
  /** The bank to go to without a search, by id. One that there is not leads to the search. */
  institutionID?: string;
  /** Whether the modal opens by itself when a call finds that a login is no longer good. Default: true. */
  isRepairAutomatic?: boolean;
  /** Told of everything that happens, by name; `EVENTS.md` lists them all. */
  onEvent?: OnEvent;
  /** As `onSuccessfulLogin`, for pages whose server exchanges the code itself: the SDK then does not. */
  onSuccess?: (codes: LoginCodes) => void;
  /** As `onFailedLogin`. */
  onFailure?: (error: LoginFailure) => void;
}

const kinds: { [K in keyof CreateOptions]-?: (value: unknown) => boolean } = {
  environment: (value) => value === 'sandbox' || value === 'production',
  appKey: isText,
  bundleID: isText,
  clientUserID: isText,
  countries: (value) => Array.isArray(value) && value.every(isText),
  isCachedEnabled: isBoolean,
  isExperimental: isBoolean,
  clientHeaders: isObject,
  clientBody: isObject,
  mode: (value) => value === 'modal' || value === 'page' || value === 'inline',
  container: (value) => isText(value) || isElement(value),
  redirects: (value) => value === 'tab' || value === 'page',
  gatewayURL: isAddress,
  apiURL: isAddress,
  language: isLanguage,
  strings: isObject,
  onSuccessfulLogin: isFunction,
  onFailedLogin: isFunction,
  onReady: isFunction,
  onExit: isFunction,
  onAuthModalOpen: isFunction,
  onAuthModalSubmit: isFunction,
  interceptRequest: isFunction,
  institutionID: isText,
  isRepairAutomatic: isBoolean,
  onEvent: isFunction,
  onSuccess: isFunction,
  onFailure: isFunction,
  theme: (value) => isObject(value) || isThemeScheme(value),
  primaryColor: isThemeColor,
};

/**
 * The options, once each is known to have the right form. Unknown members are ignored, absent ones too.
 *
 * @throws ConnectError `INVALID_PARAMS`, naming the option.
 */
export function checkOptions(options: CreateOptions): CreateOptions {
  if (!isObject(options)) throw new ConnectError('INVALID_PARAMS', 'Dapi.create needs an object of options.');
  const required = options.onSuccess
    ? (['appKey'] as const)
    : (['appKey', 'bundleID', 'clientUserID'] as const);
  for (const name of required)
    if (options[name] === undefined) throw new ConnectError('INVALID_PARAMS', `'${name}' is missing.`);
  checkMembers(options, kinds);
  if (typeof options.theme === 'object') checkMembers(options.theme ?? {}, themeForms, 'theme.');
  if (options.container ? options.mode && options.mode !== 'inline' : options.mode === 'inline')
    throw new ConnectError('INVALID_PARAMS', "'mode' inline and 'container' go together.");
  return options;
}

function checkMembers(
  given: object,
  forms: Readonly<Record<string, (value: unknown) => boolean>>,
  path = '',
): void {
  for (const [name, fits] of Object.entries(forms)) {
    const value = (given as Record<string, unknown>)[name];
    if (value !== undefined && value !== null && !fits(value))
      throw new ConnectError('INVALID_PARAMS', `'${path}${name}' has the wrong form.`);
  }
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
function isLanguage(value: unknown): boolean {
  try {
    return isText(value) && Boolean(new Intl.Locale(value));
  } catch {
    return false;
  }
}
function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}
/** Of whatever window: an element of a frame is not an instance of this one's `Element`. */
function isElement(value: unknown): boolean {
  return (Object(value) as Node).nodeType === 1;
}
function isAddress(value: unknown): boolean {
  return isText(value) && URL.canParse(value, typeof location === 'undefined' ? undefined : location.href);
}
