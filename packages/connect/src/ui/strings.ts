import { meaningOf } from '@connect-layer/protocol';

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
  'challenge.confirmed': 'I have approved it',
  'challenge.redirect': 'Your bank goes on in a page of its own. Come back here when you are done there.',
  'challenge.open': 'Open the page of the bank',
  'challenge.returned': 'I have finished there',
  'challenge.missing': 'Answer this to go on.',
  'challenge.note': 'This question comes from {institution}. Never tell the answer to anyone who calls you.',
  'challenge.otp': 'Code',
  'challenge.token': 'Code from your bank’s app',
  'challenge.pin': 'PIN',
  'challenge.secret_question': 'Your answer',
  'challenge.captcha': 'Characters in the picture',
  'challenge.captcha-alt': 'A picture with characters, sent by your bank',
  'challenge.choice': 'Choose one',
  'choice.none': '{institution} shows no accounts here. Try again later, or connect another bank.',
  'connected.title': '{institution} is connected',
  'connected.text': '{app} can now read the accounts you have there.',
  'connected.finish': 'Back to {app}',
  'failed.again': 'Try again',
  'failed.other': 'Choose another bank',
  'failed.close': 'Close',
  'failed.reference': 'Reference for support: {reference}',
} as const;

/** The name of a text. */
export type TextKey = keyof typeof english;

type Values = Readonly<Record<string, string | number>>;

/** A text with its gaps filled. */
export const t = (key: TextKey, values: Values = {}): string => fill(english[key], values);

/** How a failure is told, and whether trying again is offered: not where only somebody else can help. */
export function tellFailure(type: string, values: Values): { title: string; text: string; retry: boolean } {
  const { told, next } = meaningOf(type);
  const [title, text] = told.map((part) => fill(part, values)) as [string, string];
  return { title, text, retry: next !== 'reconnect' && next !== 'support' };
}

const fill = (text: string, values: Values): string =>
  text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
