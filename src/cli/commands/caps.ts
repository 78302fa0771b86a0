import type { Command } from 'commander';
import { z } from 'zod';
import { describeCap } from '../../core/caps.ts';
import { iso } from '../../core/iso-time.ts';
import { listCaps, listHeld } from '../../services/list-held.ts';
import { type ReleasedText, releaseHeld } from '../../services/release-held.ts';
import type { HeldText } from '../../store/queries/caps.ts';
import type { Cli } from '../cli.ts';
import {
  DEFAULT_LIMIT,
  DRY_RUN_OPTION,
  defineCommand,
  defineGroup,
  parseId,
  parseLimit,
} from '../define-command.ts';
import { dryRun } from '../json/basics.ts';
import { CAP, HELD, RELEASED } from '../json/messages.ts';

export function addCapsCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'caps', 'Limits on what texting back may cost, and what they hold');
  defineShow(group, cli);
  defineList(group, cli);
  defineRelease(group, cli);
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show',
    summary: 'Show the caps and how much of them is used up; set them with `settings set cap-per-day 300`',
    json: z.object({ caps: z.array(CAP) }),
    examples: ['textback caps show'],
  }).action(
    cli.withStore(({ store, format, now }) => {
      const caps = listCaps(store, now);
      const rows = caps.map(({ cap, limit, used }) => [
        cap,
        limit === null ? 'off' : String(limit),
        used === null ? '' : String(used),
        describeCap(cap),
      ]);
      return { json: { caps }, text: format.table(['Cap', 'Limit', 'Used', 'At most so many'], rows) };
    }),
  );
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the texts that a cap holds and that can still be sent, oldest first',
    json: z.object({ held: z.array(HELD) }),
    examples: ['textback caps list', 'textback caps list --limit 100 --after 1200'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--after <call>', 'those of later calls', parseId)
    .action(
      cli.withStore(({ store, format, now }, { limit, after }: { limit: number; after?: number }) => {
        const held = listHeld(store, limit, after, now);
        const rows = held.map((text) => [
          String(text.callId),
          format.phone(text.toNumber),
          format.phone(text.lineNumber),
          text.cap,
          format.time(text.expiresAt),
        ]);
        return {
          json: { held: held.map(heldJson) },
          text: format.table(['Call', 'To', 'Line', 'Cap', 'Until'], rows),
          notes: [
            held.length === 0
              ? 'No text is held.'
              : 'Send or drop them with `textback caps release --send`, or --drop.',
          ],
        };
      }),
    );
}

function defineRelease(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'release',
    summary: 'Send or drop texts that a cap holds: those of some calls, or all, up to 1,000 at a time',
    json: z.object({ dryRun, texts: z.array(RELEASED) }),
    examples: [
      'textback caps release --send',
      'textback caps release --drop',
      'textback caps release 12 15 --send',
    ],
  })
    .argument('[calls...]', 'as `caps list` shows them', (text: string, before: number[] = []) => [
      ...before,
      parseId(text),
    ])
    .option('--send', 'send them, although the cap is reached')
    .option('--drop', 'never send them')
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (
          { store, actor, now, format },
          calls: readonly number[],
          options: { send?: boolean; drop?: boolean; dryRun?: boolean },
        ) => {
          const { send = false, drop = false, dryRun = false } = options;
          if (send === drop) {
            return {
              kind: 'invalid',
              problem: 'It does not say whether to send or to drop the texts.',
              remedy: 'Give --send or --drop.',
            };
          }
          const request = {
            calls: calls.length === 0 ? null : calls,
            action: send ? ('send' as const) : ('drop' as const),
            dryRun,
          };
          const released = releaseHeld(store, request, actor, now);
          if (released.kind !== 'released') return released;
          const { texts } = released;
          const rows = texts.map(({ callId, to, result, why }) => [
            String(callId),
            format.phone(to),
            why === '' ? result : `${result}: ${why}`,
          ]);
          return {
            json: { dryRun, texts },
            text: format.table(['Call', 'To', 'Result'], rows),
            notes: releaseNotes(texts, dryRun),
          };
        },
      ),
    );
}

function releaseNotes(texts: readonly ReleasedText[], dryRun: boolean): readonly string[] {
  if (texts.length === 0) return ['No text is held.'];
  const kept = texts.some(({ result }) => result === 'kept')
    ? [
        'Some are still held for want of credits. Top up with `textback credits topup 100`, then release them.',
      ]
    : [];
  return dryRun ? [...kept, 'Nothing was changed (--dry-run).'] : kept;
}

function heldJson({ callId, cap, lineNumber, toNumber, body, heldAt, expiresAt }: HeldText) {
  return {
    callId,
    cap,
    line: lineNumber,
    to: toNumber,
    text: body,
    heldAt: iso(heldAt),
    expiresAt: iso(expiresAt),
  };
}
