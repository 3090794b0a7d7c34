import type { CategorizedTransaction } from '@connect-layer/protocol';

type Category = CategorizedTransaction['category'];

/** finAPI's twelve roots, which are named in German and have other numbers in each environment. */
const roots: Record<string, Category> = {
  Mobilität: 'transport',
  Einnahmen: 'income',
  'Bank & Kredit': 'fees',
  'Gesundheit & Wellness': 'health',
  Freizeit: 'entertainment',
  Shopping: 'shopping',
  Lebenshaltung: 'groceries',
  Reisen: 'travel',
  Versicherung: 'bills',
  Wohnen: 'bills',
  'Sparen & Anlegen': 'transfer',
};

/** What a booking was for: by the root of its category, which is `other` where there is none that we know. */
export function categoryOf(
  category: { name: string; parentName?: string | null | undefined } | null | undefined,
): Category {
  const root = category?.parentName ?? category?.name ?? '';
  return Object.hasOwn(roots, root) ? roots[root]! : 'other';
}
