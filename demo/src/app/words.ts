const words: Readonly<Record<string, string>> = {
  INVALID_CREDENTIALS: 'The bank did not accept the login. Check it, then try again.',
  INVALID_MFA: 'The bank did not accept the answer. Try again to get a new question.',
  INVALID_CONNECTION: 'The bank no longer accepts this connection. Connect the bank again.',
  UNAUTHORIZED: 'The bank no longer accepts this connection. Connect the bank again.',
  USER_CANCELLED_MFA: 'The bank’s question was left unanswered, so the accounts could not be read.',
  NO_INTERNET_CONNECTION: 'You are offline. Check your connection, then try again.',
  SERVER_ERROR: 'Our service does not answer right now. Nothing was lost. Try again in a moment.',
  TIMED_OUT: 'The bank did not answer in time. Try again in a few minutes.',
};

/** A failure in plain words. */
export const wordsFor = (problem: string): string =>
  words[problem] ?? 'Something went wrong on our side. Nothing was changed. Please try again.';
