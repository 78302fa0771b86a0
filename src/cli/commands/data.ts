import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { DateTime } from 'luxon';
import { type ExportSummary, exportData, type OpenedExport } from '../../services/export-data.ts';
import { type PreparedImport, prepareImport } from '../../services/import-data.ts';
import type { Rejection } from '../../services/rejection.ts';
import type { Cli, FileSession, Report, Session } from '../cli.ts';
import { createChecksum, createNewFile, linesOf, readLines } from '../data-file.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { EXPORTED, IMPORTED } from '../json/upkeep.ts';
import { createProgressLine } from '../progress-line.ts';

/** Stands for standard output and input. */
const PIPE = '-';

const FORMAT = {
  title: 'An export is JSON Lines, in UTF-8',
  entries: [
    ['first line', 'format, formatVersion, schemaVersion, madeAt, business, lastIds: { table: id }'],
    ['a line a row', '{ table, row: { column: value } }, named as in the database; times in ISO 8601, UTC'],
    ['last line', 'rows: { table: count }, sha256 of all lines before; without it the file was cut'],
    ['in it', 'every person, line, call, text, lead, credit, consent, setting, and the audit'],
    [
      'not in it',
      'passwords (`textback user password` sets one again); webhook URLs and ntfy topics, which let whoever knows ' +
        'them send or read (`textback alert add`), and the audit of them',
    ],
    [
      'nor',
      'who is signed in, alerts that nobody was told of yet, the state of the gateways, and textback.toml with its secrets',
    ],
    [
      'why `data`',
      'it is about no noun alone: `lead export` writes leads; `backup create` copies the database, quicker to put back',
    ],
  ],
} as const;

/** A noun of its own, because it is about everything: leads alone are `lead export`, whole files `backup`. */
export function addDataCommands(program: Command, cli: Cli): void {
  const group = defineGroup(
    program,
    'data',
    'Everything, as JSON: take it out for other programs, or bring it into an empty textback',
  );
  defineExport(group, cli);
  defineImport(group, cli);
}

function defineExport(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'export <file>',
    summary: 'Write everything, of one moment, while it is in use; `-` for standard output. For owners',
    json: EXPORTED.describe('nothing where it goes to standard output'),
    examples: [
      'textback data export textback.jsonl',
      'textback data export - | gzip > textback.jsonl.gz',
      'textback data export - | textback data import - --config /etc/textback/new.toml',
    ],
    terms: FORMAT,
  }).action(
    cli.withStore(async (session, given: string) => {
      const file = given === PIPE ? PIPE : resolve(given);
      if (file !== PIPE && existsSync(file)) return thereAlready(file);
      const progress = createProgressLine(session.world);
      const to = file === PIPE ? 'standard output' : file;
      const opened = exportData(session.store, { ...session, to }, createChecksum(), progress.on);
      if (opened.kind !== 'export') return opened;
      try {
        return file === PIPE ? await pipeOut(session, opened) : writeFile(session, opened, file);
      } finally {
        opened.close();
        progress.end();
      }
    }),
  );
}

async function pipeOut({ world }: Session, { chunks }: OpenedExport) {
  for (const chunk of chunks) {
    world.out(chunk);
    // A reader that is slower than we are must not fill our memory.
    await world.drained();
  }
  return { chunks: [] };
}

function writeFile({ format }: Session, { chunks }: OpenedExport, path: string): Report {
  const file = createNewFile(path);
  try {
    const { schemaVersion, rows, sha256 } = writeAll(chunks, file);
    file.keep();
    const sizeBytes = statSync(path).size;
    const all = Object.values(rows).reduce((sum, count) => sum + count, 0);
    return {
      json: { file: path, sizeBytes, schemaVersion, rows, sha256 },
      text: `${path}\n`,
      notes: [
        `${format.count(all, 'row')}: ${rowWords(rows, format)}.`,
        'It holds customers’ numbers and texts: keep it where only you can read it.',
      ],
    };
  } catch (error) {
    file.discard();
    throw error;
  }
}

function writeAll(chunks: OpenedExport['chunks'], file: { write(text: string): void }): ExportSummary {
  for (;;) {
    const next = chunks.next();
    if (next.done === true) return next.value;
    file.write(next.value);
  }
}

function defineImport(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'import <file>',
    summary:
      'Bring an export into an empty database, all of it or nothing; `-` for standard input. For owners, while the ' +
      'daemon is stopped',
    terms: {
      title: 'What it sees to',
      entries: [
        ['before', 'checksum, every row, every reference and the ledger are proven'],
        ['nobody is texted twice', 'texts that waited are called off, calls that were going on are closed'],
        ['consent', 'stays as it was: who opted out gets no text'],
        ['older exports', 'are upgraded'],
      ],
    },
    json: IMPORTED,
    examples: [
      'textback data import textback.jsonl --dry-run',
      'systemctl stop textback && textback data import textback.jsonl',
      'gunzip -c textback.jsonl.gz | textback data import -',
    ],
  })
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withFiles(async (session, given: string, { dryRun = false }: { dryRun?: boolean }) => {
        const { world, files, database, actor, now, business, onProgress } = session;
        const path = resolve(given);
        if (given !== PIPE && !isFile(path)) return noSuchFile(path);
        const request = {
          file: given === PIPE ? 'standard input' : path,
          batches: given === PIPE ? linesOf(world.inputBytes()) : readLines(path),
          checksum: createChecksum(),
          database,
          keepAs: `${database}.before-import-${DateTime.fromMillis(now, { zone: business.timeZone }).toFormat('yyyyMMdd-HHmmss')}`,
          login: world.user,
        };
        const prepared = await prepareImport(files, request, actor, now, onProgress);
        if (prepared.kind !== 'prepared') return prepared;
        if (dryRun) prepared.discard();
        const keptAs = dryRun ? null : await prepared.replace(onProgress);
        return reportImported(prepared, { file: request.file, dryRun, keptAs }, session);
      }),
    );
}

/** Or a pipe, as in `import <(gunzip -c …)`. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === false;
}

function reportImported(
  { madeAt, business, schemaVersion, rows, settled, proven }: PreparedImport,
  {
    file,
    dryRun,
    keptAs,
  }: { readonly file: string; readonly dryRun: boolean; readonly keptAs: string | null },
  { database, format }: FileSession,
): Report {
  const { textsCalledOff, callsClosed } = settled;
  const { balance } = proven;
  const notes = [
    `${dryRun ? 'Would import' : 'Imported'} what ${format.line(business)} exported at ${madeAt}: ${rowWords(rows, format)}, a balance of ${format.count(balance ?? 0, 'credit')}.`,
  ];
  if (textsCalledOff > 0) notes.push(`Texts that waited then, called off: ${textsCalledOff}.`);
  if (callsClosed > 0) notes.push(`Calls that were going on then, closed: ${callsClosed}.`);
  notes.push(
    'Passwords, webhook and ntfy addresses are in no export: `textback user password`, `textback alert add`.',
  );
  if (keptAs !== null) notes.push(`Somebody wrote to the empty database meanwhile; it is kept as ${keptAs}.`);
  notes.push(dryRun ? 'Nothing was changed (--dry-run).' : 'Start the daemon: systemctl start textback.');
  return {
    json: {
      dryRun,
      file,
      madeAt,
      business,
      schemaVersion,
      rows,
      balance,
      textsCalledOff,
      callsClosed,
      keptAs,
    },
    text: `${database}\n`,
    notes,
  };
}

function rowWords(rows: Readonly<Record<string, number>>, { count }: Session['format']): string {
  const words = [
    count(rows['calls'] ?? 0, 'call'),
    count(rows['leads'] ?? 0, 'lead'),
    count(rows['messages'] ?? 0, 'text'),
  ];
  return words.join(', ');
}

function thereAlready(file: string): Rejection {
  return {
    kind: 'refused',
    problem: `There is a file ${file} already.`,
    remedy: 'Nothing was written. Give another name, or move that file away.',
  };
}

function noSuchFile(file: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no file ${file}.`,
    remedy: 'Give what `textback data export` wrote, or `-` to read standard input.',
  };
}
