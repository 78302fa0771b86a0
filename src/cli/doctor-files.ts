import { execFile } from 'node:child_process';
import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { DiskSpace } from '../services/check-disk.ts';
import type { SoundsFound } from '../services/check-sounds.ts';
import { ownerOf } from './asterisk-folder.ts';
import { installSounds, soundsTrouble } from './asterisk-sounds.ts';

/** Of the file system that a folder is on, or would be. */
export function diskSpace(folder: string): DiskSpace {
  if (!existsSync(folder) && folder !== dirname(folder)) return diskSpace(dirname(folder));
  const { bavail, blocks, bsize, files, ffree } = statfsSync(folder);
  return {
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
    // Btrfs and the like make files as long as there is room, and say 0 of 0.
    freeFiles: files === 0 ? null : ffree,
  };
}

/** The sounds in a folder, for whoever owns Asterisk's configuration in `dir`; null where that is not here. */
export function soundsIn(folder: string, dir: string): SoundsFound | null {
  const asterisk = ownerOf(dir);
  if ('kind' in asterisk) return null;
  const report = installSounds(folder, asterisk, true);
  if ('kind' in report) return null;
  return { folder, isThere: existsSync(folder), missing: report.changed, trouble: soundsTrouble(report) };
}

/** Whether systemd says that the network sets the clock; null where it does not say. */
export async function isClockSynchronized(): Promise<boolean | null> {
  try {
    const ask = ['show', '--property=NTPSynchronized', '--value'];
    const { stdout } = await promisify(execFile)('timedatectl', ask, { timeout: 2_000 });
    const answer = stdout.trim();
    return answer === 'yes' ? true : answer === 'no' ? false : null;
  } catch {
    return null;
  }
}
