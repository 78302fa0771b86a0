import type { Rejection } from '../services/rejection.ts';

/** What every command answers to the shell. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, refused: 4 } as const;

/** The same in words, for the help and the manual. */
export const EXIT_CODES = '0 ok, 1 failed, 2 wrong usage or configuration, 3 not found, 4 refused by a rule';

export function exitCodeOf(kind: Rejection['kind']): number {
  switch (kind) {
    case 'invalid':
      return EXIT.usage;
    case 'not-found':
      return EXIT.notFound;
    case 'refused':
      return EXIT.refused;
  }
}
