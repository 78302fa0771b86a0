import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, parse, resolve } from 'node:path';
import { SHIPPED_SOUNDS } from '../config/shipped-sounds.ts';
import type { Rejection } from '../services/rejection.ts';
import { notPermitted } from './asterisk-folder.ts';

/** What Asterisk runs as. */
export interface AsteriskUser {
  readonly uid: number;
  readonly gid: number;
}

/** What was done, or would be, so that Asterisk finds the sounds. */
export interface SoundsReport {
  readonly folder: string;
  /** Names of the files that came, or went. */
  readonly changed: readonly string[];
  /** The folder or file that keeps Asterisk from them; null where all is well. */
  readonly closed: string | null;
}

/** For those whose Asterisk cannot read them where textback lies. */
const USUAL_FOLDER = '/var/lib/asterisk/sounds/textback';

/**
 * Copies the shipped sounds into the folder of the configuration, where that is another than theirs. A recording
 * that has the same name already, in whatever format, is its owner's and stays.
 */
export function installSounds(
  folder: string,
  asterisk: AsteriskUser,
  dryRun: boolean,
): SoundsReport | Rejection {
  return carryOut(folder, () => {
    const there = new Set(existsSync(folder) ? readdirSync(folder).map((name) => parse(name).name) : []);
    const missing = isShipped(folder) ? [] : shippedNames().filter((name) => !there.has(parse(name).name));
    if (!dryRun && missing.length > 0) copy(missing, folder);
    const files = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
    return { folder, changed: missing, closed: closedTo(asterisk, files) };
  });
}

/** Takes out again what was copied, unless it was changed since. */
export function removeSounds(folder: string, dryRun: boolean): SoundsReport | Rejection {
  return carryOut(folder, () => {
    const ours = isShipped(folder) ? [] : shippedNames().filter((name) => isCopied(folder, name));
    if (!dryRun && ours.length > 0) {
      for (const name of ours) rmSync(join(folder, name));
      if (readdirSync(folder).length === 0) rmdirSync(folder);
    }
    return { folder, changed: ours, closed: null };
  });
}

/** For a person, where Asterisk could not play them. */
export function soundsNote(report: SoundsReport): string | null {
  const trouble = soundsTrouble(report);
  return trouble === null ? null : `${trouble.problem}. ${trouble.remedy}`;
}

/** What keeps Asterisk from them, and what to do; null where nothing does. */
export function soundsTrouble({ folder, closed }: SoundsReport) {
  if (closed === null) return null;
  const remedy = isShipped(folder)
    ? `Write sounds = "${USUAL_FOLDER}" under [asterisk] in textback.toml, and run \`sudo textback asterisk install\`: it copies them there.`
    : `Let it: chmod a+rX ${closed}`;
  const problem = `Asterisk’s user may not read ${closed}, so nobody would hear the sounds in ${folder}`;
  return { problem, remedy };
}

/** The first of the folders above the files, or of the files, that this user may not enter or read. */
function closedTo({ uid, gid }: AsteriskUser, files: readonly string[]): string | null {
  const may = (permission: number) => (path: string) => {
    const { mode, uid: owner, gid: group } = statSync(path);
    const shift = owner === uid ? 6 : group === gid ? 3 : 0;
    return uid === 0 || ((mode >> shift) & permission) !== 0;
  };
  const folders = [...new Set(files.flatMap(foldersAbove))];
  return folders.find((path) => !may(0o1)(path)) ?? files.find((path) => !may(0o4)(path)) ?? null;
}

/** From the root down. */
function foldersAbove(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === path ? [] : [...foldersAbove(folder), folder];
}

function shippedNames(): readonly string[] {
  return readdirSync(SHIPPED_SOUNDS).filter((name) => name.endsWith('.wav'));
}

function isShipped(folder: string): boolean {
  return resolve(folder) === resolve(SHIPPED_SOUNDS);
}

function isCopied(folder: string, name: string): boolean {
  const copied = join(folder, name);
  return existsSync(copied) && readFileSync(copied).equals(readFileSync(join(SHIPPED_SOUNDS, name)));
}

/** Open to everybody, whatever the umask: they are no secret. */
function copy(names: readonly string[], folder: string): void {
  for (const missing of foldersAbove(join(folder, '-')).filter((path) => !existsSync(path))) {
    mkdirSync(missing);
    chmodSync(missing, 0o755);
  }
  for (const name of names) {
    const target = join(folder, name);
    writeFileSync(target, readFileSync(join(SHIPPED_SOUNDS, name)));
    chmodSync(target, 0o644);
  }
}

function carryOut(folder: string, work: () => SoundsReport): SoundsReport | Rejection {
  try {
    return work();
  } catch (error) {
    return notPermitted(folder, 'written', error);
  }
}
