interface ImportMetaEnv {
  /** Where the gateway answers, without a slash at the end. */
  readonly VITE_GATEWAY_URL: string;
}
