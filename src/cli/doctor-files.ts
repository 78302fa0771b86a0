import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import type { SoundsFound } from '../services/check-sounds.ts';
import { ownerOf } from './asterisk-folder.ts';
import { installSounds, soundsTrouble } from './asterisk-sounds.ts';

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
