import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';

type ReadResult = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string };

/** The few things that reading a configuration needs of the file system. */
export interface ConfigFiles {
  read(path: string): ReadResult;
  exists(path: string): boolean;
  /** Names in a folder: empty where there is none, `null` where it may not be read. */
  list(folder: string): readonly string[] | null;
  /** Permission bits of a file that could be read. */
  mode(path: string): number;
}

export const nodeFiles: ConfigFiles = {
  read(path) {
    try {
      return { ok: true, text: readFileSync(path, 'utf8') };
    } catch (error) {
      return {
        ok: false,
        why: error instanceof Error && 'code' in error ? String(error.code) : String(error),
      };
    }
  },
  exists: existsSync,
  list(folder) {
    try {
      return existsSync(folder) ? readdirSync(folder) : [];
    } catch {
      return null;
    }
  },
  mode: (path) => statSync(path).mode & 0o777,
};
