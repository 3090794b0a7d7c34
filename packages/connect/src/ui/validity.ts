import { t } from './form-strings.js';

/** What a field says when it is empty, and when what is in it cannot be right. */
export interface Messages {
  missing: string;
  wrong?: string;
}

type Field = HTMLInputElement | HTMLSelectElement;

/**
 * The form of a submit event, once every field in it is right.
 *
 * Else each field that is not shows its message, and the first of them gets the focus. What the focus does not make
 * heard is told in the form's alert: the message of a field that had the focus already, or which fields there are.
 */
export function checked(event: SubmitEvent): HTMLFormElement | undefined {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  const fields = [...form.querySelectorAll<Field>('input, select')];
  fields.forEach(tidy);
  const wrong = fields.filter((field) => !field.checkValidity());
  const [first] = wrong;
  if (!first) return form;
  const { activeElement } = form.getRootNode() as ShadowRoot;
  first.focus();
  const messages = [...new Set(wrong.map(messageOf))];
  if (messages.length > 1 || activeElement === first) tell(form, messages);
  return undefined;
}

/** Shows what is wrong with a field, in the last of the elements that describe it. */
export const complain =
  ({ missing, wrong = missing }: Messages) =>
  ({ target }: Event): void => {
    const field = target as Field;
    messageOf(field).textContent = field.validity.valueMissing ? missing : wrong;
    if (field.type !== 'radio') field.ariaInvalid = 'true';
  };

/** Takes it away again as soon as the person types. */
export function content({ target }: Event): void {
  const field = target as Field;
  messageOf(field).textContent = '';
  field.ariaInvalid = null;
  alertOf(field.form!).textContent = '';
}

const messageOf = (field: Field): HTMLElement =>
  (field.getRootNode() as ShadowRoot).getElementById(
    field.getAttribute('aria-describedby')!.split(' ').at(-1)!,
  )!;

const alertOf = (form: HTMLFormElement): HTMLElement => form.querySelector('.problems')!;

function tell(form: HTMLFormElement, [first, ...others]: HTMLElement[]): void {
  const text = others.length ? t('form.check', { count: others.length + 1 }) : first!.textContent;
  alertOf(form).textContent = text;
}

/** Takes away what keyboards and clipboards add; digits of other scripts become those that banks know. */
function tidy(field: Field): void {
  if (field.type === 'password' || field.type === 'radio' || !(field instanceof HTMLInputElement)) return;
  const isNumber = field.inputMode === 'numeric';
  const tidied = isNumber ? latinDigits(field.value).replace(/\s/g, '') : field.value.trim();
  if (tidied !== field.value) field.value = tidied;
}

/** `١٢٣` and `۱۲۳` as `123`. */
export const latinDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 15));
