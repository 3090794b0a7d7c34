import { forms, warning } from '../ui/languages/en/forms.js';
import type { Wording } from '../ui/wanted.js';

/**
 * What the frame takes over of the modal's wording: a locale, and texts for its own screens.
 *
 * The page may have been broken into. So nothing but short texts of ours is replaced, and never the warning.
 */
export function believed(wording: unknown): Wording {
  const { locale, own = {} } = Object(wording) as Partial<Wording>;
  const texts = Object.entries(own).filter(
    ([name, text]) => Object.hasOwn(forms, name) && name !== warning && isShort(text),
  );
  return { locale: String(locale), own: Object.fromEntries(texts) };
}

const longest = 300;

const isShort = (text: unknown): boolean => typeof text === 'string' && text.length <= longest;
