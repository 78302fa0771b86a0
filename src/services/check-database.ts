import { type Finding, type Findings, failure, fine, warning } from '../core/checkup.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { ExaminedDatabase } from '../store/examine-database.ts';
import type { NoDatabase } from '../store/inspect-database.ts';
import { sizeText } from './check-disk.ts';
import type { FileAccess } from './check-secrets.ts';

/** What is asked of the database as a file. */
export interface DatabaseQuestions {
  examine(path: string, goesOn: () => boolean): Promise<ExaminedDatabase | NoDatabase>;
  sizeBytes(path: string): number;
  /** Null where it is not there. */
  access(path: string): FileAccess | null;
  /** Whether this user may write to it, or make files in it. */
  mayWrite(path: string): boolean;
}

/** How long pages are read for; one table more may be read after that. */
const READ_FOR_MS: Millis = 5_000;
/** What SQLite and the daemon keep beside the database, and must write to. */
const BESIDE = ['-wal', '-shm', '.lock'];

/** Whether the database can be used, and is whole as far as can be seen in a few seconds. */
export async function checkDatabase(
  path: string,
  folder: string,
  questions: DatabaseQuestions,
  clock: Clock,
): Promise<Findings> {
  const file = questions.access(path);
  if (file === null) return [noDatabase(path)];
  const until = clock.now() + READ_FOR_MS;
  const examined = await questions.examine(path, () => clock.now() < until);
  if (examined.kind !== 'examined') return [unusable(path, examined)];
  const beside = BESIDE.flatMap((ending) => questions.access(path + ending) ?? []);
  const problems = [
    ...judgeSchema(path, examined),
    ...judgeDamage(path, examined),
    ...judgeOwners(file, beside),
    ...judgeWriting(path, folder, questions),
  ];
  return problems.length > 0 ? problems : [fine(describe(path, examined, questions.sizeBytes(path)))];
}

function noDatabase(path: string): Finding {
  return failure(
    `there is no database ${path} yet`,
    'Make it with your first line: textback line add --help; or correct [database] path',
  );
}

function unusable(path: string, found: NoDatabase): Finding {
  if (found.kind === 'foreign') {
    return failure(
      `${path} is a database of another program`,
      'Correct [database] path in textback.toml, or move that file away',
    );
  }
  return failure(
    `${path} cannot be read (${found.why})`,
    'Run this as root, or as the user that runs textback; where it is damaged: systemctl stop textback, then textback backup restore FILE',
  );
}

function judgeSchema(path: string, { schema, journalMode }: ExaminedDatabase): Findings {
  if (schema === 'newer') {
    return [
      failure(
        `${path} was made by a newer textback than this one`,
        'Install the newer version again, or go back: textback backup restore FILE, with a backup from before the upgrade',
      ),
    ];
  }
  if (schema === 'older') {
    return [
      failure(
        `${path} was made by an older textback, and is not upgraded yet`,
        'Keep a copy and upgrade it: textback backup create && systemctl restart textback',
      ),
    ];
  }
  if (journalMode === 'wal') return [];
  return [
    warning(
      `${path} has no write-ahead log (journal mode ${journalMode}), so that commands and the daemon wait for each other`,
      'textback sets that by itself when it starts: systemctl restart textback',
    ),
  ];
}

function judgeDamage(path: string, { problems }: ExaminedDatabase): Findings {
  const [first, ...others] = problems;
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return [
    failure(
      `${path} is damaged (${first.slice(0, 200)}${more})`,
      'Keep what is there, and go back: systemctl stop textback && textback backup restore FILE && systemctl start textback',
    ),
  ];
}

/** What root left behind, say, keeps the daemon from its own database. */
function judgeOwners(file: FileAccess, beside: readonly FileAccess[]): Findings {
  return beside
    .filter(({ uid, gid, mode }) => uid !== file.uid && !(gid === file.gid && (mode & 0o020) !== 0))
    .map(({ path }) =>
      failure(
        `${path} does not belong to ${file.owner ?? `user id ${file.uid}`}, to whom the database belongs`,
        `Run: chown ${file.owner ?? file.uid}:${file.group ?? file.gid} ${path}`,
      ),
    );
}

function judgeWriting(path: string, folder: string, { mayWrite }: DatabaseQuestions): Findings {
  const closed = [path, folder].find((each) => !mayWrite(each));
  if (closed === undefined) return [];
  return [
    failure(
      `${closed} may not be written by this user`,
      'Run textback as the user it belongs to, e.g. with sudo -u textback',
    ),
  ];
}

function describe(path: string, examined: ExaminedDatabase, sizeBytes: number): string {
  const { tables, tablesChecked, schemaVersion } = examined;
  const read =
    tablesChecked === tables
      ? 'every page and reference is sound'
      : `${tablesChecked} of ${tables} tables are sound; \`textback backup create\` proves them all`;
  return `${path}: ${sizeText(sizeBytes)}, schema ${schemaVersion}, ${read}`;
}
