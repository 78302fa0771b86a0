import { existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Of the file system that a folder is on, or would be. */
export function diskSpace(folder: string): {
  readonly freeBytes: number;
  readonly totalBytes: number;
  readonly freeFiles: number | null;
} {
  if (!existsSync(folder) && folder !== dirname(folder)) return diskSpace(dirname(folder));
  const { bavail, blocks, bsize, files, ffree } = statfsSync(folder);
  return {
    freeBytes: bavail * bsize,
    totalBytes: blocks * bsize,
    // Btrfs and the like make files as long as there is room, and say 0 of 0.
    freeFiles: files === 0 ? null : ffree,
  };
}
