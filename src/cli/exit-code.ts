import type { Rejection } from '../services/rejection.ts';

/** What every command answers to the shell. */
export const EXIT = { ok: 0, failed: 1, usage: 2, notFound: 3, refused: 4 } as const;

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
