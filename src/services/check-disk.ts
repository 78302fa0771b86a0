import { type Findings, failure, fine, warning } from '../core/checkup.ts';

/** A file system, as statfs(2) tells it. */
export interface DiskSpace {
  /** What a user other than root may still use. */
  readonly freeBytes: number;
  readonly totalBytes: number;
  /** Files that may still be made; null where the file system has no limit. */
  readonly freeFiles: number | null;
}

/** Under that, the next checkpoint of the write-ahead log may fail. */
const LEAST_BYTES = 64 * 1024 * 1024;
const LOW_BYTES = 1024 * 1024 * 1024;
const LOW_SHARE = 0.05;
/** SQLite makes a few beside the database. */
const LEAST_FILES = 16;

/**
 * Whether the database has room to grow.
 * @param databaseBytes of the database: a backup beside it, or a restore, needs as much again
 */
export function checkDisk(folder: string, disk: DiskSpace, databaseBytes: number): Findings {
  const { freeBytes, totalBytes, freeFiles } = disk;
  const free = `${sizeText(freeBytes)} of ${sizeText(totalBytes)} free at ${folder}`;
  if (freeBytes < LEAST_BYTES) {
    return [
      failure(`${free}: calls and texts can soon not be kept`, `${roomAt(folder)}; see what is full: df -h`),
    ];
  }
  if (freeFiles !== null && freeFiles < LEAST_FILES) {
    return [
      failure(
        `${free}, but no more files can be made there (inodes)`,
        `Delete what is not needed; see where it is: df -i ${folder}`,
      ),
    ];
  }
  if (freeBytes < databaseBytes)
    return [warning(`${free}: too little for a backup or a restore beside the database`, roomAt(folder))];
  if (freeBytes < LOW_BYTES && freeBytes < totalBytes * LOW_SHARE)
    return [warning(`only ${free}`, roomAt(folder))];
  return [fine(free)];
}

function roomAt(folder: string): string {
  return `Make room: old backups may lie in ${folder}/backups`;
}

/** E.g. `1.5 GB`. */
export function sizeText(bytes: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  let value = bytes / 1000;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
