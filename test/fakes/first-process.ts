import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The only child of `unshare --fork`, which is process 1 inside; 0 while there is none. */
export function firstProcess({ pid }: ChildProcess): number {
  try {
    return Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')[0]);
  } catch {
    return 0;
  }
}
