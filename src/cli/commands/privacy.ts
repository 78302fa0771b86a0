import { type Command, InvalidArgumentError } from 'commander';
import { keptSince, parseAge } from '../../core/keep-for.ts';
import { type Erasure, eraseNumber } from '../../services/erase-number.ts';
import { type Purge, purgeOld, rehearsePurge } from '../../services/purge-old.ts';
import type { Cli, Report, Session } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { type Format, iso } from '../format.ts';
import { atPace } from '../work-pace.ts';

const REMOVED_KEYS = 'removed: { texts, calls, notes, notices }';

export function addPrivacyCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'privacy', 'Take customers’ data out of the database for good');
  defineErase(group, cli);
  definePurge(group, cli);
}

interface EraseOptions {
  readonly yes?: boolean;
  readonly dryRun?: boolean;
}

function defineErase(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'erase <number>',
    summary:
      'Take one person out: name, number, words, notes and alerts. The ledger, reports and the record of consent stay',
    json: `{ dryRun, numbers: [], leads, ${REMOVED_KEYS}, calledOff, kept: { consents, blocked }, left: { calls, texts }, done, logEmpty }`,
    examples: [
      'textback privacy erase "(212) 555-0123" --dry-run',
      'textback privacy erase +12125550123 --yes',
    ],
    terms: {
      title: 'What stays',
      entries: [
        [
          'consent',
          'a number that opted out, or in again, stays with what it said and when: the law wants that kept (47 CFR 64.1200), and without it the person would be texted again. Words that seem to ask for no more texts, and on which nobody has decided, count as an opt-out',
        ],
        [
          'block',
          'a number on the block list stays there, without the note; to let go of it too: textback block remove NUMBER',
        ],
        [
          'calls, texts, leads',
          'stay without number, name and words, for what they count in reports and cost',
        ],
        [
          'staff',
          'texts to and from staff that name the person by #ID or number go, and alerts; other words that somebody wrote of them elsewhere do not',
        ],
        ['audit', 'who changed the lead and when stays; what it was before and after does not'],
        [
          'elsewhere',
          'backups and exports, Asterisk’s own records and voicemail, and the carrier keep what they have',
        ],
      ],
    },
  })
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, number: string, { yes, dryRun = false }: EraseOptions) => {
        const rehearsed = await erase(session, number, true);
        if (rehearsed.kind !== 'erased' || dryRun) return answer(session, rehearsed, dryRun);
        const question = `Erase for good: ${contents(rehearsed, session.format)}?`;
        const refusal = yes === true ? null : await confirm(session.world, question);
        return refusal ?? answer(session, await erase(session, number, false), false);
      }),
    );
}

interface PurgeOptions extends EraseOptions {
  /** In months. */
  readonly olderThan: number;
}

function definePurge(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'purge',
    summary:
      'Remove what is older than an age: words, names and numbers of calls and texts, and leads with whom nothing has happened since',
    json: '{ dryRun, before, removed: { leads, texts, calls, notes, notices }, done, logEmpty }',
    examples: [
      'textback privacy purge --older-than 18m --dry-run',
      'textback privacy purge --older-than 2y --yes',
      'textback settings set keep-for 18',
    ],
    terms: {
      title: 'What stays',
      entries: [
        ['consent, block', 'stay with the number, whatever their age: they are about the future'],
        [
          'leads',
          'with whom something has happened since stay with name, notes and tags; their old calls and texts are redacted',
        ],
        [
          'words that seem to ask for no more texts',
          'stay until somebody has decided: see textback consent review',
        ],
        ['reports, credits', 'do not change: calls, texts and leads stay for what they count'],
        ['keep-for', 'the setting that does this each night'],
      ],
    },
  })
    .requiredOption('--older-than <age>', 'months or years, such as 18m or 2y', parseOlderThan)
    .option('--yes', 'do not ask')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(async (session, { olderThan, yes, dryRun = false }: PurgeOptions) => {
        const { store, business, actor, now, world, format } = session;
        const before = keptSince(now, olderThan, business.timeZone);
        const rehearsed = rehearsePurge(store, before, actor, now);
        if (dryRun) return reportPurge(rehearsed, true, format);
        const question = `Remove for good what is from before ${format.time(before)}: ${purged(rehearsed, format)}?`;
        const refusal = yes === true ? null : await confirm(world, question);
        if (refusal !== null) return refusal;
        const done = await atPace(world, (pace) => purgeOld(store, before, actor, now, pace));
        return reportPurge(done, false, format);
      }),
    );
}

function parseOlderThan(text: string): number {
  const read = parseAge(text);
  if ('problem' in read) throw new InvalidArgumentError(read.problem);
  return read.value;
}

function reportPurge(purge: Purge, dryRun: boolean, format: Format): Report {
  const { before, removed, isDone, isLogEmpty } = purge;
  const notes = [
    `${dryRun ? 'Would remove' : 'Removed'}, from before ${format.time(before)}: ${purged(purge, format)}.`,
  ];
  if (!isDone) notes.push(STOPPED);
  if (!dryRun && !isLogEmpty) notes.push(LOG_IN_USE);
  if (!dryRun) notes.push(ELSEWHERE);
  return {
    json: { dryRun, before: iso(before), removed, done: isDone, logEmpty: isLogEmpty },
    text: '',
    notes,
    isBad: !isDone,
  };
}

function purged({ removed }: Purge, format: Format): string {
  return contents({ leads: removed.leads, removed }, format);
}

function erase({ store, business, actor, now, world }: Session, number: string, dryRun: boolean) {
  return atPace(world, (pace) => eraseNumber(store, { number, dryRun }, business.country, actor, now, pace));
}

function answer({ format }: Session, erased: Awaited<ReturnType<typeof eraseNumber>>, dryRun: boolean) {
  return erased.kind === 'erased' ? report(erased, dryRun, format) : erased;
}

function report(erased: Erasure, dryRun: boolean, format: Format): Report {
  const { numbers, leads, removed, calledOff, kept, left, isDone, isLogEmpty } = erased;
  return {
    json: {
      ...{ dryRun, numbers, leads, removed, calledOff },
      kept: { consents: kept.consents, blocked: kept.isBlocked },
      ...{ left, done: isDone, logEmpty: isLogEmpty },
    },
    text: `${numbers.join('\n')}\n`,
    notes: notesOn(erased, dryRun, format),
    isBad: !dryRun && (!isDone || left.calls + left.texts > 0),
  };
}

function notesOn(erased: Erasure, dryRun: boolean, format: Format): string[] {
  const { calledOff, kept, left, isDone, isLogEmpty } = erased;
  const { count } = format;
  const notes = [`${dryRun ? 'Would erase' : 'Erased'}: ${contents(erased, format)}.`];
  if (calledOff > 0) notes.push(`${count(calledOff, 'waiting text')}: called off, credits given back.`);
  if (kept.consents > 0)
    notes.push(`Kept, with the number: ${count(kept.consents, 'change')} of consent, so that it stands.`);
  if (kept.isBlocked)
    notes.push('Kept, with the number: the entry on the block list; see `textback block remove`.');
  if (left.calls + left.texts > 0) {
    const what = [
      ...(left.calls > 0 ? [`${count(left.calls, 'call')} that goes on`] : []),
      ...(left.texts > 0 ? [`${count(left.texts, 'text')} that is being sent`] : []),
    ];
    notes.push(`Left for now, with the lead: ${what.join(', ')}. Run this again in a few minutes.`);
  }
  if (!isDone) notes.push(STOPPED);
  if (!dryRun && !isLogEmpty) notes.push(LOG_IN_USE);
  if (!dryRun) notes.push(ELSEWHERE);
  return notes;
}

function contents({ leads, removed }: Pick<Erasure, 'leads' | 'removed'>, { count }: Format): string {
  const { texts, calls, notes, notices } = removed;
  return [
    count(leads, 'lead'),
    count(texts, 'text'),
    count(calls, 'call'),
    count(notes, 'note'),
    `${count(notices, 'alert')} to staff`,
  ].join(', ');
}

const STOPPED = 'Stopped before the end: what is gone is gone. Run this again to go on.';
const LOG_IN_USE =
  'The write-ahead log is in use, by a backup perhaps: it holds older versions until it is emptied. Run this again after.';
const ELSEWHERE =
  'Backups and exports made before still hold it, and so do Asterisk’s own records: delete those when you can.';
