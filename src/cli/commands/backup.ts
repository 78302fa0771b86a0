import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { DateTime } from 'luxon';
import { z } from 'zod';
import type { Millis } from '../../core/clock.ts';
import { createBackup } from '../../services/create-backup.ts';
import { rehearseUpgrade } from '../../services/rehearse-upgrade.ts';
import { type PreparedRestore, prepareRestore } from '../../services/restore-backup.ts';
import { type VerifiedBackup, verifyBackup } from '../../services/verify-backup.ts';
import type { Cli, FileSession, Report } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import type { Format } from '../format.ts';
import { dryRun, flag, maybeNumber, maybeText, number } from '../json/basics.ts';
import { BACKUP } from '../json/upkeep.ts';

export function addBackupCommands(program: Command, cli: Cli): void {
  const group = defineGroup(
    program,
    'backup',
    'Copies of the database: make them, prove them, put them back',
  );
  defineCreate(group, cli);
  defineBeforeUpgrade(group, cli);
  defineVerify(group, cli);
  defineRestore(group, cli);
}

function defineCreate(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'create',
    summary: 'Copy the database while it is in use, and prove the copy before it gets its name',
    json: BACKUP,
    examples: ['textback backup create', 'textback backup create /mnt/usb/textback.db'],
  })
    .argument('[file]', 'a new file (default: backups/textback-DATE-TIME.db beside the database)')
    .action(
      cli.withFiles(async (session, given?: string) => {
        const { database, files, format, actor, now, onProgress } = session;
        const file = given === undefined ? usualFile(session, 'textback') : resolve(given);
        const result = await createBackup(files, { database, file }, actor, now, onProgress);
        if (result.kind !== 'verified') return result;
        if (result.problems.length > 0)
          return reportUnsound(result, 'The copy is not sound, and was not kept');
        return {
          json: backupJson(result),
          text: `${file}\n`,
          notes: [
            `${size(result.sizeBytes)}, proven: ${contents(result, format)}.`,
            'Keep it on another machine too: it holds customers’ numbers and texts.',
          ],
        };
      }),
    );
}

function defineBeforeUpgrade(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'before-upgrade',
    summary:
      'Where this version will upgrade the database: keep a backup of it, and try the upgrade on a copy. ' +
      'Exits 4 where that fails; the older version may go on meanwhile. The Debian package does it by itself',
    json: z.object({
      due: flag,
      file: maybeText.describe('the backup; null where no upgrade is due'),
      fromVersion: maybeNumber.describe('migrations that the database has had'),
      toVersion: maybeNumber.describe('and will have had'),
    }),
    examples: ['textback backup before-upgrade'],
  }).action(
    cli.withFiles(async (session) => {
      const { database, files, actor, now, onProgress, format } = session;
      const file = usualFile(session, 'before-upgrade');
      const result = await rehearseUpgrade(files, { database, file }, actor, now, onProgress);
      if (result.kind === 'none-due') {
        const json = { due: false, file: null, fromVersion: null, toVersion: null };
        return { json, text: '', notes: ['No upgrade of the database is due.'] };
      }
      if (result.kind !== 'rehearsed') return result;
      const { backup, upgraded } = result;
      return {
        json: {
          due: true,
          file,
          fromVersion: backup.schemaVersion,
          toVersion: upgraded.schemaVersion,
        },
        text: `${file}\n`,
        notes: [
          `The upgrade went well on a copy: ${contents(upgraded, format)}. The backup is the way back, with the older version.`,
        ],
      };
    }),
  );
}

function defineVerify(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'verify <file>',
    summary: 'Prove a backup: every page, every reference, the ledger; exits 1 where it is not sound',
    json: BACKUP,
    examples: ['textback backup verify /mnt/usb/textback.db'],
  }).action(
    cli.withFiles(async ({ files, format, onProgress }, file: string) => {
      const result = verifyBackup(files, resolve(file), onProgress);
      if (result.kind !== 'verified') return result;
      if (result.problems.length > 0) return reportUnsound(result, 'It is not sound');
      const rows = Object.entries(result.rows).map(([table, count]) => [
        table,
        count.toLocaleString('en-US'),
      ]);
      return {
        json: backupJson(result),
        text: format.table(['Table', 'Rows'], rows),
        notes: [
          `Sound: ${size(result.sizeBytes)}, ${contents(result, format)}.`,
          ...(result.schema === 'older' ? [OLDER] : []),
        ],
      };
    }),
  );
}

const OLDER =
  'It was made by an older textback: its ledger is audited at a restore, which upgrades a copy of it first.';

function defineRestore(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'restore <file>',
    summary: 'Prove a backup, then put it in the place of the database, which is kept beside it',
    json: z.object({
      dryRun,
      ...BACKUP.shape,
      keptAs: maybeText,
      consentsKept: maybeNumber.describe('null where the old database could not be read'),
      textsCalledOff: number,
      callsClosed: number,
    }),
    examples: [
      'textback backup restore /mnt/usb/textback.db --dry-run',
      'systemctl stop textback && textback backup restore /mnt/usb/textback.db --yes',
    ],
  })
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withFiles(
        async (
          { database, files, format, business, actor, now, world, onProgress },
          given: string,
          { yes, dryRun = false }: { yes?: boolean; dryRun?: boolean },
        ) => {
          const keepAs = `${database}.before-restore-${stamp(now, business.timeZone)}`;
          const request = { file: resolve(given), database, keepAs };
          const prepared = await prepareRestore(files, request, actor, now, onProgress);
          if (prepared.kind !== 'prepared') return prepared;
          const question = `Put ${contents(prepared.proven, format)} in the place of ${database}?`;
          const refusal = yes || dryRun ? null : await asking(prepared, () => confirm(world, question));
          if (refusal !== null || dryRun) prepared.discard();
          if (refusal !== null) return refusal;
          if (!dryRun) await prepared.replace(onProgress);
          return reportRestored(prepared, database, dryRun, format);
        },
      ),
    );
}

/** Nothing stays behind where a person answers with Ctrl-C. */
async function asking<T>(prepared: PreparedRestore, ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    prepared.discard();
    throw error;
  }
}

function reportRestored(
  { proven, settled, keptAs }: PreparedRestore,
  database: string,
  dryRun: boolean,
  format: Format,
): Report {
  const { consentsKept, textsCalledOff, callsClosed } = settled;
  const done = dryRun ? 'Would restore' : 'Restored';
  const notes = [`${done} ${contents(proven, format)}.`];
  if (keptAs !== null && !dryRun) notes.push(`What was there is kept as ${keptAs}.`);
  if (consentsKept === null && keptAs !== null) {
    notes.push('That one cannot be read: who opted out since the backup is not known. Record them by hand.');
  } else if (consentsKept !== null && consentsKept > 0) {
    notes.push(`Changes of consent since the backup, kept: ${consentsKept}.`);
  }
  if (textsCalledOff > 0) notes.push(`Texts that waited then, called off: ${textsCalledOff}.`);
  if (!dryRun) notes.push('Start the daemon: systemctl start textback.');
  return {
    json: {
      dryRun,
      ...backupJson(proven),
      keptAs: dryRun ? null : keptAs,
      consentsKept,
      textsCalledOff,
      callsClosed,
    },
    text: `${database}\n`,
    notes,
  };
}

function reportUnsound(backup: VerifiedBackup, what: string): Report {
  return {
    json: backupJson(backup),
    text: '',
    notes: [`error: ${what}: ${backup.file}`, ...backup.problems.map((problem) => `  ${problem}`)],
    isBad: true,
  };
}

function backupJson({ kind: _kind, ...backup }: VerifiedBackup) {
  return backup;
}

function contents({ rows, balance }: VerifiedBackup, { count }: Format): string {
  const parts = [
    count(rows['calls'] ?? 0, 'call'),
    count(rows['leads'] ?? 0, 'lead'),
    count(rows['messages'] ?? 0, 'text'),
    ...(balance === null ? [] : [`a balance of ${count(balance, 'credit')}`]),
  ];
  return parts.join(', ');
}

function size(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Beside the database; the folder is made where it is missing. */
function usualFile({ database, files, now, business }: FileSession, name: string): string {
  const folder = join(dirname(database), 'backups');
  if (files.exists(dirname(folder))) files.makeFolder(folder);
  return join(folder, `${name}-${stamp(now, business.timeZone)}.db`);
}

/** For the name of a file, in the business's time zone. */
function stamp(at: Millis, timeZone: string): string {
  return DateTime.fromMillis(at, { zone: timeZone }).toFormat('yyyyMMdd-HHmmss');
}
