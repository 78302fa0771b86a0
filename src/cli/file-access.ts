import { execFileSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import type { FileAccess, FileUser } from '../services/check-secrets.ts';

const LOOK_UP_MS = 2_000;

/** Who may do what with a file; null where it is not there. @throws Error of the system where it may not be looked at */
export function fileAccess(path: string): FileAccess | null {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return null;
  const { mode, uid, gid } = stats;
  return { path, mode: mode & 0o777, uid, gid, owner: nameOf('passwd', uid), group: nameOf('group', gid) };
}

/** Whom a file belongs to, with all of their groups; null where there is none, or nobody has that id. */
export function ownerOfFile(path: string): FileUser | null {
  const access = fileAccess(path);
  const name = access?.owner ?? null;
  if (access === null || name === null) return null;
  const groups = lookUp('id', ['-G', name])?.split(/\s+/).map(Number) ?? [];
  return { uid: access.uid, name, group: access.group ?? name, groups: [access.gid, ...groups] };
}

/** Whether this process may write to a file, and make others beside it. */
export function mayWrite(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** The name of a user or group; null where there is none of that id. */
function nameOf(kind: 'passwd' | 'group', id: number): string | null {
  const entry = lookUp('getent', [kind, String(id)]);
  // Where nobody can be asked, the id has to do.
  if (entry === undefined) return String(id);
  return entry === null ? null : (entry.split(':')[0] ?? null);
}

/** What a program of the system answers; null for "not found", undefined where it cannot be asked. */
function lookUp(program: string, args: readonly string[]): string | null | undefined {
  try {
    return execFileSync(program, args, {
      encoding: 'utf8',
      timeout: LOOK_UP_MS,
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch (error) {
    const isAnswer = error instanceof Error && 'status' in error && typeof error.status === 'number';
    return isAnswer ? null : undefined;
  }
}
