/** Every text of the modal. `{name}` is put in by `t`. */
const english = {
  close: 'Close',
  back: 'Back',
  'step-of': 'Step {step} of {steps}',
  'test-mode': 'Test mode: these banks are simulated.',
  'opening.title': 'One moment',
  'search.title': 'Find your bank',
  'search.label': 'Bank name',
  'search.placeholder': 'Search by name or country',
  'search.popular': 'Popular',
  'search.all': 'All banks',
  'search.results': '{count} banks',
  'search.result': '1 bank',
  'search.none': 'No bank found for “{query}”.',
  'search.hint': 'Check the spelling, or try a shorter part of the name.',
  'credentials.title': 'Log in to {institution}',
  'credentials.text': 'Use the same login as on your bank’s website or app.',
  'credentials.submit': 'Log in',
  'credentials.missing': 'Fill in: {label}.',
  'credentials.note': 'Your login is sent encrypted to connect {institution}. {app} does not store it.',
  'credentials.show': 'Show {label}',
  'credentials.hide': 'Hide {label}',
  'connecting.title': 'Signing in to {institution}',
  'connecting.text': 'This can take up to a minute. Please keep this window open.',
  'resuming.title': 'Checking with {institution}',
  'waiting.elapsed': '{seconds} seconds so far',
  'waiting.meanwhile': 'Please do not log in to your bank elsewhere meanwhile.',
  cancel: 'Cancel',
  'challenge.title': '{institution} asks',
  'challenge.submit': 'Continue',
  'challenge.missing': 'Answer this to go on.',
  'challenge.note': 'This question comes from {institution}. Never tell the answer to anyone who calls you.',
  'challenge.otp': 'Code',
  'challenge.token': 'Code from your bank’s app',
  'challenge.pin': 'PIN',
  'challenge.secret_question': 'Your answer',
  'challenge.captcha': 'Characters in the picture',
  'challenge.captcha-alt': 'A picture with characters, sent by your bank',
  'challenge.choice': 'Choose one',
  'connected.title': '{institution} is connected',
  'connected.text': '{app} can now read the accounts you have there.',
  'connected.finish': 'Back to {app}',
  'failed.again': 'Try again',
  'failed.other': 'Choose another bank',
  'failed.close': 'Close',
  'failed.reference': 'Reference for support: {reference}',
  'failed.title': 'That did not work',
  'failed.text': 'Something went wrong on our side. Nothing was changed. Please try again.',
  'failed.INVALID_CREDENTIALS.title': 'The login was not accepted',
  'failed.INVALID_CREDENTIALS.text':
    '{institution} did not recognise what was entered. Check it, then try again. Too many attempts may lock your login at the bank.',
  'failed.INVALID_MFA.title': 'The answer was not accepted',
  'failed.INVALID_MFA.text':
    '{institution} did not accept the answer. It may have been mistyped or too late. Try again to get a new one.',
  'failed.INVALID_CONNECTION.title': 'Your bank wants a new login',
  'failed.INVALID_CONNECTION.text': '{institution} no longer accepts the saved connection. Connect it again.',
  'failed.NOT_SUPPORTED.title': 'This bank cannot do that',
  'failed.NOT_SUPPORTED.text': '{institution} does not offer this yet.',
  'failed.NO_INTERNET_CONNECTION.title': 'You are offline',
  'failed.NO_INTERNET_CONNECTION.text': 'Check your connection, then try again. Nothing was sent.',
  'failed.TIMED_OUT.title': 'The bank took too long',
  'failed.TIMED_OUT.text':
    'The bank did not answer in time. That is not your doing. Try again in a few minutes.',
  'failed.SERVER_ERROR.title': 'We cannot be reached',
  'failed.SERVER_ERROR.text':
    'Our service does not answer right now. Nothing was lost. Try again in a moment.',
  'failed.setup.title': 'This app is not set up yet',
  'failed.setup.text':
    'Connecting a bank does not work in this app at the moment. The people who run it can fix that.',
} as const;

/** The name of a text. */
export type TextKey = keyof typeof english;

/** A text with its gaps filled. */
export const t = (key: TextKey, values: Readonly<Record<string, string | number>> = {}): string =>
  english[key].replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));

/** Failures that only the app's developers can mend; told to the person in one way. */
const setup = new Set([
  'INVALID_APP',
  'ORIGIN_NOT_ALLOWED',
  'UNAUTHORIZED',
  'VALIDATION_ERROR',
  'BAD_REQUEST',
  'NOT_FOUND',
  'INVALID_SERVER_URL',
  'UNEXPECTED_RESPONSE',
]);

/** How a failure is told: its own words, else the ones for all. */
export function failureTexts(type: string): { title: TextKey; text: TextKey; retry: boolean } {
  const own = `failed.${setup.has(type) ? 'setup' : type}.title` as TextKey;
  const title = own in english ? own : 'failed.title';
  const text = title.replace(/title$/, 'text') as TextKey;
  return { title, text, retry: !['NOT_SUPPORTED', 'INVALID_CONNECTION'].includes(type) };
}
