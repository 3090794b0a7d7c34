/** What the forms say that take secrets, here or in the gateway’s frame. */
export const forms = {
  'credentials.title': 'Log in to {institution}',
  'credentials.text': 'Use the same login as on your bank’s website or app.',
  'credentials.submit': 'Log in',
  'credentials.missing': 'Fill in: {label}.',
  'credentials.unchosen': 'Choose one: {label}.',
  'credentials.wrong': 'Check {label}: it does not look right.',
  'credentials.optional': '(optional)',
  'credentials.choose': 'Choose…',
  'form.check': { one: '{count} field needs another look.', other: '{count} fields need another look.' },
  'credentials.note': 'Your login is sent encrypted to connect {institution}. {app} does not store it.',
  'credentials.show': 'Show {label}',
  'credentials.hide': 'Hide {label}',
  'challenge.title': '{institution} asks',
  'challenge.submit': 'Continue',
  'challenge.confirmed': 'I have approved it',
  'challenge.missing': 'Answer this to go on.',
  'challenge.note': 'This question comes from {institution}. Never tell the answer to anyone who calls you.',
  'challenge.otp': 'Code',
  'challenge.token': 'Code from your bank’s app',
  'challenge.pin': 'PIN',
  'challenge.secret_question': 'Your answer',
  'challenge.captcha': 'Characters in the picture',
  'challenge.captcha-alt':
    'A picture with characters that you are asked to type, sent by {institution}. What it shows cannot be described here.',
  'challenge.captcha-enlarge': 'Enlarge the picture',
  'challenge.captcha-large': 'The picture, enlarged',
  'challenge.captcha-unseen':
    'If you cannot see the picture: {institution} has no other way in here. Choose another bank, or ask {institution} for help.',
  'challenge.other': 'Choose another bank',
  'challenge.open-app': 'Open the app of {institution} and approve the request there. Then come back here.',
  'challenge.resend': 'Send another code',
  'challenge.resend-captcha': 'Show another picture',
  'challenge.resend-confirmation': 'Send the request again',
  'challenge.resend-other': 'Ask again',
  'challenge.resend-wait': 'in {time}',
  'challenge.resend-later': 'You can do this in {time}.',
  'challenge.resend-now': 'You can ask for another one now.',
  'challenge.left': '{time} left',
  'challenge.late': 'The time to answer is up.',
  'challenge.late-resend': 'The time for this code is up. Ask for another one.',
  'challenge.late-confirmation':
    'The time for this is up. If you approved it before, go on. If not, start again.',
  'challenge.again': 'Start again',
} as const;

/** The text that no page can replace: whoever would be told a code on the phone begins by taking it away. */
export const warning = 'challenge.note';
