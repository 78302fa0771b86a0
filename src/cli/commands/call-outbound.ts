import type { Command } from 'commander';
import { z } from 'zod';
import { explainOutbound } from '../../core/explain-outbound.ts';
import { outboundJson } from '../../services/as-json.ts';
import { listOutbound, type OutboundView, showOutbound } from '../../services/show-outbound.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, defineCommand, defineGroup, parseId, parseLimit } from '../define-command.ts';
import { ERASED_WORDS } from '../erased-words.ts';
import type { Format } from '../format.ts';
import { OUTBOUND } from '../json/calls.ts';

export function addOutboundCommands(calls: Command, cli: Cli): void {
  const group = defineGroup(calls, 'outbound', 'Calls that your extensions made to the outside');
  defineList(group, cli);
  defineShow(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show calls that your extensions made, newest first',
    json: z.object({ calls: z.array(OUTBOUND) }),
    examples: ['textback call outbound', 'textback call outbound list --limit 50 --before 1200'],
    isDefault: true,
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those before this call', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const calls = listOutbound(store, limit, before);
        const rows = calls.map((call) => [
          String(call.id),
          format.time(call.dialedAt),
          call.extension,
          partyWords(call, format),
          explainOutbound(call),
        ]);
        return {
          json: { calls: calls.map(outboundJson) },
          text: format.table(['Id', 'Time', 'Extension', 'To', 'Result'], rows),
          notes: calls.length === 0 ? ['No calls.'] : [],
        };
      }),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show',
    summary: 'Show a call that an extension made',
    json: z.object({ call: OUTBOUND }),
    examples: ['textback call outbound show 7'],
  })
    .argument('<id>', 'as `call outbound list` shows it', parseId)
    .action(
      cli.withStore(({ store, format }, id: number) => {
        const shown = showOutbound(store, id);
        if (shown.kind !== 'outbound') return shown;
        const { call } = shown;
        const text = format.fields([
          ['Outbound call', String(call.id)],
          ['Time', format.time(call.dialedAt)],
          ['Extension', call.extension],
          ['To', partyWords(call, format)],
          ['Result', explainOutbound(call)],
          ...(call.leadId === null ? [] : [['Lead', String(call.leadId)] as const]),
        ]);
        return { json: { call: outboundJson(call) }, text };
      }),
    );
}

function partyWords({ dialledNumber, dialledRaw, erasedAt }: OutboundView, format: Format): string {
  if (erasedAt !== null) return ERASED_WORDS;
  return dialledNumber === null ? dialledRaw : format.phone(dialledNumber);
}
