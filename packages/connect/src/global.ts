import { DapiBankAccount } from './bank-account.js';
import { createDapi, type DapiSDK } from './dapi.js';
import { gatewayOf } from './gateway-address.js';
import type { modalWith } from './modal.js';

declare global {
  interface Window {
    Dapi?: DapiSDK;
    DapiBankAccount?: typeof DapiBankAccount;
  }
}

/** The name of the modal's file beside the script, put in by the build. */
declare const MODAL_FILE: string;

// Known only while the script runs for the first time. A relative import() would have no base in a classic script
// of another origin.
const script = (document.currentScript as HTMLScriptElement | null)?.src || location.href;
const gatewayURL = gatewayOf(script);

// A page that carries the tag twice keeps the first: its callbacks must not be doubled.
window.Dapi ??= createDapi({
  gatewayURL,
  loadModal: () =>
    import(/* @vite-ignore */ new URL(MODAL_FILE, script).href) as Promise<{ modalWith: typeof modalWith }>,
});
window.DapiBankAccount ??= DapiBankAccount;
