import type { Command } from 'commander';
import { z } from 'zod';
import { listAudit } from '../../services/list-audit.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, defineCommand, defineGroup, parseId, parseLimit } from '../define-command.ts';
import { CHANGE } from '../json/people.ts';
import { auditJson } from '../user-json.ts';

export function addAuditCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'audit', 'Who changed what, with what was before and after');
  defineCommand(group, {
    usage: 'list',
    summary: 'Show changes, the newest first',
    json: z.object({ changes: z.array(CHANGE) }),
    examples: [
      'textback audit list',
      'textback audit list --subject line:+12125550100',
      'textback audit list --subject user:Maria --json',
      'textback audit list --subject lead:12 --before 340',
    ],
  })
    .option('--subject <subject>', 'of one thing, as the list shows it')
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those before this change', parseId)
    .action(
      cli.withStore(({ store, format }, options: { subject?: string; limit: number; before?: number }) => {
        const listed = listAudit(store, { ...options, subject: options.subject ?? null });
        if (listed.kind !== 'entries') return listed;
        const { entries } = listed;
        const rows = entries.map(({ id, at, actor, action, subject, before, after }) => [
          String(id),
          format.time(at),
          actor,
          action,
          subject,
          valueWords(before),
          valueWords(after),
        ]);
        return {
          json: { changes: entries.map(auditJson) },
          text: format.table(['Id', 'When', 'Who', 'What', 'Subject', 'Before', 'After'], rows),
          notes: entries.length === 0 ? ['No changes.'] : [],
        };
      }),
    );
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
