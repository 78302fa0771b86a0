import type { Command } from 'commander';
import { type Erasure, eraseNumber } from '../../services/erase-number.ts';
import type { Cli, Report, Session } from '../cli.ts';
import { confirm } from '../confirm.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import type { Format } from '../format.ts';
import { ERASURE } from '../json/upkeep.ts';
import { remainsWords, removedWords, STOPPED } from '../privacy-words.ts';
import { atPace } from '../work-pace.ts';
import { defineCompact } from './privacy-compact.ts';
import { definePurge } from './privacy-purge.ts';

export function addPrivacyCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'privacy', 'Take customers’ data out of the database for good');
  defineErase(group, cli);
  definePurge(group, cli);
  defineCompact(group, cli);
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
    json: ERASURE,
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
        const question = `Erase for good: ${removedWords(rehearsed, session.format)}?`;
        const refusal = yes === true ? null : await confirm(session.world, question);
        return refusal ?? answer(session, await erase(session, number, false), false);
      }),
    );
}

function erase({ store, business, actor, now, world }: Session, number: string, dryRun: boolean) {
  return atPace(world, (pace) => eraseNumber(store, { number, dryRun }, business.country, actor, now, pace));
}

function answer({ format }: Session, erased: Awaited<ReturnType<typeof eraseNumber>>, dryRun: boolean) {
  return erased.kind === 'erased' ? report(erased, dryRun, format) : erased;
}

function report(erased: Erasure, dryRun: boolean, format: Format): Report {
  const { numbers, leads, removed, calledOff, kept, left, isDone, isLogEmpty, isCompact } = erased;
  return {
    json: {
      ...{ dryRun, numbers, leads, removed, calledOff },
      kept: { consents: kept.consents, blocked: kept.isBlocked },
      ...{ left, done: isDone, logEmpty: isLogEmpty, compact: isCompact },
    },
    text: `${numbers.join('\n')}\n`,
    notes: notesOn(erased, dryRun, format),
    isBad: !dryRun && (!isDone || left.calls + left.texts > 0),
  };
}

function notesOn(erased: Erasure, dryRun: boolean, format: Format): string[] {
  const { calledOff, kept, left, isDone } = erased;
  const { count } = format;
  const notes = [`${dryRun ? 'Would erase' : 'Erased'}: ${removedWords(erased, format)}.`];
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
  return dryRun ? notes : [...notes, ...remainsWords(erased)];
}
