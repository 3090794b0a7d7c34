import type { Theme } from '@connect-layer/connect';
import type { Values } from './options.js';

/** A member of the option `theme` as a control. Empty means not given. */
export interface ThemeMember {
  name: keyof Theme;
  kind: 'color' | 'choice' | 'number';
  choices?: readonly string[];
}

/** The members that the playground has a control for. */
export const themeMembers: readonly ThemeMember[] = [
  { name: 'colorScheme', kind: 'choice', choices: ['', 'light', 'dark', 'system'] },
  { name: 'primary', kind: 'color' },
  { name: 'onPrimary', kind: 'color' },
  { name: 'surface', kind: 'color' },
  { name: 'text', kind: 'color' },
  { name: 'muted', kind: 'color' },
  { name: 'border', kind: 'color' },
  { name: 'radius', kind: 'number' },
  { name: 'space', kind: 'number' },
];

/** Where a member's control keeps what it holds. */
export const keyOf = ({ name }: ThemeMember): string => `theme.${name}`;

/** The theme that the controls come to; undefined when none of them is used. */
export function themeOf(values: Values): Record<string, unknown> | undefined {
  const given = themeMembers.flatMap((member) => {
    const value = values[keyOf(member)];
    if (typeof value !== 'string' || !value) return [];
    return [[member.name, member.kind === 'number' ? Number(value) : value] as const];
  });
  return given.length > 0 ? Object.fromEntries(given) : undefined;
}
