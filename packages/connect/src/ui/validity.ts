/** The form of a submit event, once every field in it is filled; else the first that is not gets the focus. */
export function checked(event: SubmitEvent): HTMLFormElement | undefined {
  event.preventDefault();
  const form = event.target as HTMLFormElement;
  if (form.checkValidity()) return form;
  form.querySelector<HTMLElement>(':invalid:not(fieldset)')?.focus();
  return undefined;
}

/** Shows a field's message, which stands under it with the id `…-error`. */
export function markInvalid(event: Event): void {
  const input = event.target as HTMLInputElement;
  input.ariaInvalid = 'true';
  input.setAttribute('aria-describedby', `${input.id}-error`);
  messageOf(input).hidden = false;
}

/** Takes it away again as soon as the person types. */
export function markValid(event: Event): void {
  const input = event.target as HTMLInputElement;
  input.ariaInvalid = null;
  input.removeAttribute('aria-describedby');
  messageOf(input).hidden = true;
}

const messageOf = (input: HTMLInputElement): HTMLElement =>
  (input.getRootNode() as ShadowRoot).getElementById(`${input.id}-error`)!;
