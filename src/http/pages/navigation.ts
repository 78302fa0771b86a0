import type { Words } from '../words/words.ts';

/** A page that can be reached from everywhere. */
export interface Place {
  readonly name: keyof Words['places'];
  readonly path: string;
  /** A drawing of 24 by 24, as the `d` of an SVG path; strokes, not filled. */
  readonly icon: string;
}

/** In the order in which they are shown: at the side on a desk, at the bottom on a phone. */
export const PLACES: readonly Place[] = [
  { name: 'inbox', path: '/inbox', icon: 'M4 5h16v11H9l-5 4V5zM8 9h8M8 12h5' },
  { name: 'leads', path: '/leads', icon: 'M4 5h4v14H4zM10 5h4v9h-4zM16 5h4v6h-4z' },
  {
    name: 'calls',
    path: '/calls',
    icon: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a1 1 0 0 1-1 1A16 16 0 0 1 4 5a1 1 0 0 1 1-1z',
  },
  { name: 'dashboard', path: '/dashboard', icon: 'M4 20h16M7 20v-6M12 20V5M17 20v-9' },
  {
    name: 'settings',
    path: '/settings',
    icon: 'M4 7h9M19 7h1M4 17h1M11 17h9M16 4a3 3 0 1 1 0 6 3 3 0 0 1 0-6zM8 14a3 3 0 1 1 0 6 3 3 0 0 1 0-6z',
  },
  {
    name: 'account',
    path: '/account',
    icon: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-6 8-6s7 2 8 6',
  },
];
