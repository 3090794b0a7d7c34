/** What people are told of what can fail before a bank is chosen. A file of its own, for it is needed before the rest. */
export const toldAtOnce = {
  /** Where developers have something to mend. */
  NOT_SET_UP: [
    'This app is not set up yet',
    'Connecting a bank does not work in this app at the moment. The people who run it can fix that.',
  ],
  NO_INTERNET_CONNECTION: ['You are offline', 'Check your connection, then try again. Nothing was sent.'],
  SERVER_ERROR: [
    'We cannot be reached',
    'Our service does not answer right now. Nothing was lost. Try again in a moment.',
  ],
  TIMED_OUT: [
    'The bank took too long',
    'The bank did not answer in time. That is not your doing. Try again in a few minutes.',
  ],
  BANK_ERROR: [
    'The bank has a problem',
    '{institution} could not do that right now. Try again in a few minutes.',
  ],
  UNKNOWN_ERROR: [
    'That did not work',
    'Something went wrong on our side. Nothing was changed. Please try again.',
  ],
} as const;
