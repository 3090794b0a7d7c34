/** What the modal and the gateway's frame look like. */
export interface Look {
  /** The CSS `color-scheme`. */
  scheme: string;
  /** What takes the place of the custom properties in the styles, by their names without `--`. */
  tokens: Readonly<Record<string, string>>;
}

/** Gives an element a look, with all that is inside it. */
export function wear(element: HTMLElement, { scheme, tokens }: Look): void {
  element.style.colorScheme = scheme;
  for (const [name, value] of Object.entries(tokens)) element.style.setProperty(`--${name}`, value);
}
