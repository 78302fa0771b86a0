import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Millis } from '../core/clock.ts';
import type { ConfTexts } from '../services/asterisk-pieces.ts';
import type { PlannedFile } from '../services/plan-asterisk.ts';
import type { Rejection } from '../services/rejection.ts';

/** For a file that is new: it holds passwords. */
const NEW_FILE_MODE = 0o640;

export interface WrittenFile {
  readonly path: string;
  /** The file as it was; null where it was not there. */
  readonly backup: string | null;
  /** The file may be read by every user of the machine, as it could before. */
  readonly isOpenToAll: boolean;
}

/** Whom the folder belongs to: what Asterisk runs as. */
export function ownerOf(folder: string): { readonly uid: number; readonly gid: number } | Rejection {
  try {
    const { uid, gid } = statSync(folder);
    return { uid, gid };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? noFolder(folder) : notPermitted(folder, 'read', error);
  }
}

interface PreparedFile extends WrittenFile {
  readonly temporary: string;
}

/** Reads those of the files that are there. */
export function readFolder(folder: string, names: readonly string[]): ConfTexts | Rejection {
  const texts = new Map<string, string>();
  let path = folder;
  try {
    if (!statSync(folder).isDirectory()) return noFolder(folder);
    for (const name of names) {
      path = join(folder, name);
      const text = readIfThere(path);
      if (text !== null) texts.set(name, text);
    }
    return texts;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? noFolder(folder) : notPermitted(path, 'read', error);
  }
}

/**
 * Writes what is planned, and keeps each file as it was beside it. All or nothing up to the last step,
 * which puts each new file in the place of the old one, whole, with its owner and permissions.
 */
export function writeFolder(
  folder: string,
  planned: readonly PlannedFile[],
  now: Millis,
): readonly WrittenFile[] | Rejection {
  const temporaries: string[] = [];
  const prepared: PreparedFile[] = [];
  let path = folder;
  try {
    for (const file of planned) {
      path = join(folder, file.name);
      prepared.push(prepare(path, file, now, temporaries));
    }
    // The backups stay from here on.
    temporaries.splice(0, temporaries.length, ...prepared.map(({ temporary }) => temporary));
    for (const { path: target, temporary } of prepared) {
      path = target;
      renameSync(temporary, target);
    }
    return prepared.map(({ path: target, backup, isOpenToAll }) => ({ path: target, backup, isOpenToAll }));
  } catch (error) {
    return notPermitted(path, 'written', error);
  } finally {
    for (const leftover of temporaries) rmSync(leftover, { force: true });
  }
}

function prepare(path: string, file: PlannedFile, now: Millis, temporaries: string[]): PreparedFile {
  // A link stays one: what it leads to is replaced.
  const target = file.before === null ? path : realpathSync(path);
  const like = file.before === null ? null : statSync(target);
  // A new file belongs to whoever owns the folder: asterisk, who must read it.
  const owner = like ?? statSync(dirname(target));
  const mode = like === null ? NEW_FILE_MODE : like.mode & 0o777;
  const put = (name: string, text: string) => {
    const full = join(dirname(target), name);
    temporaries.push(full);
    writeLike(full, text, mode, owner);
    return full;
  };
  const stamp = new Date(now).toISOString().replace(/[:.]/g, '-');
  const name = basename(target);
  const backup = file.before === null ? null : put(`${name}.textback-${stamp}.bak`, file.before);
  const temporary = put(`.${name}.textback-${randomBytes(4).toString('hex')}`, file.after);
  return { path: target, temporary, backup, isOpenToAll: (mode & 0o004) !== 0 };
}

function writeLike(path: string, text: string, mode: number, { uid, gid }: Stats): void {
  // Never open for others in between, and never in the place of a file that is there.
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, text);
    const made = statSync(path);
    if (made.uid !== uid || made.gid !== gid) chownSync(path, uid, gid);
    fchmodSync(file, mode);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function noFolder(folder: string): Rejection {
  return {
    kind: 'not-found',
    problem: `${folder} is no folder on this machine.`,
    remedy: 'Install Asterisk first, or say where its configuration lies: --dir FOLDER',
  };
}

/** An error of the file system, in words; any other is thrown on. */
export function notPermitted(path: string, verb: 'read' | 'written', error: unknown): Rejection {
  const code = codeOf(error);
  if (code === '') throw error;
  const isForbidden = code === 'EACCES' || code === 'EPERM';
  const problem = `${path} cannot be ${verb} ${isForbidden ? 'by this user' : `(${code})`}.`;
  const remedy = isForbidden ? 'Run it as root, e.g. with sudo.' : 'Look at that path.';
  return { kind: 'refused', problem, remedy: verb === 'read' ? remedy : `${remedy} ${NOTHING_LOST}` };
}

const NOTHING_LOST = 'What was there is there still.';
