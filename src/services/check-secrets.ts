import { type Finding, type Findings, failure, orFine, warning } from '../core/checkup.ts';

/** Who may do what with a file. */
export interface FileAccess {
  readonly path: string;
  /** Permission bits, 0 to 0o777. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Null where no user, or group, of this machine has that id. */
  readonly owner: string | null;
  readonly group: string | null;
}

/** A user of this machine. */
export interface FileUser {
  readonly uid: number;
  readonly name: string;
  /** The group that their files belong to. */
  readonly group: string;
  readonly groups: readonly number[];
}

export interface SecretFileAccess extends FileAccess {
  /** The option whose secret it holds. */
  readonly key: string;
}

/**
 * Whether passwords are kept from everybody else, and can be read by whom textback runs as.
 * @param runsAs whom the database belongs to; null where that is not known
 */
export function checkSecrets(files: readonly SecretFileAccess[], runsAs: FileUser | null): Findings {
  const byPath = Map.groupBy(files, ({ path }) => path);
  const problems = [...byPath.values()].flatMap(([file, ...others]) =>
    file === undefined ? [] : judgeFile(file, [file, ...others].map(({ key }) => key).join(', '), runsAs),
  );
  const count = `${byPath.size} ${byPath.size === 1 ? 'file' : 'files'}`;
  return orFine(problems, byPath.size === 0 ? 'none is in a file' : `in ${count}, closed to others`);
}

function judgeFile(file: FileAccess, keys: string, runsAs: FileUser | null): readonly Finding[] {
  const { path, mode, owner, uid } = file;
  const group = runsAs?.group ?? 'textback';
  if ((mode & 0o007) !== 0) {
    return [
      failure(`${path} (${keys}) may be opened by every user of this machine`, `Run: chmod 0640 ${path}`),
    ];
  }
  if (runsAs !== null && !mayRead(file, runsAs)) {
    return [
      failure(
        `${path} (${keys}) may not be read by ${runsAs.name}, whom the database belongs to`,
        `Run: chgrp ${group} ${path} && chmod 0640 ${path}`,
      ),
    ];
  }
  if (owner !== null) return [];
  return [
    warning(
      `${path} (${keys}) belongs to user id ${uid}, which nobody on this machine has: whoever gets it reads the password`,
      `Run: chown root:${group} ${path}`,
    ),
  ];
}

/** As the system decides it: the owner's bits for the owner, though others may have more. */
function mayRead({ mode, uid, gid }: FileAccess, user: FileUser): boolean {
  if (user.uid === 0) return true;
  if (uid === user.uid) return (mode & 0o400) !== 0;
  return (mode & (user.groups.includes(gid) ? 0o040 : 0o004)) !== 0;
}
