interface ImportMetaEnv {
  /** Where the gateway answers, without a slash at the end. */
  readonly VITE_GATEWAY_URL: string;
  /** What the gateway stands on. */
  readonly VITE_PROVIDER: 'sandbox' | 'finapi' | 'powens';
  /** A country with banks there. */
  readonly VITE_COUNTRY: string;
}
