import type { Command } from 'commander';
import { z } from 'zod';
import { formatDuration } from '../../core/duration.ts';
import { explainLeg, explainNobodyRang } from '../../core/explain-leg.ts';
import { explainReturn } from '../../core/explain-outbound.ts';
import { explainVoicemail } from '../../core/voicemail.ts';
import { callJson, callSummaryJson, decisionJson } from '../../services/as-json.ts';
import { type CallView, listCalls, type MessageView, showCall } from '../../services/show-call.ts';
import type { CallSummary } from '../../store/queries/calls.ts';
import { askedWords } from '../asked-words.ts';
import type { Cli } from '../cli.ts';
import { DEFAULT_LIMIT, defineCommand, defineGroup, parseId, parseLimit } from '../define-command.ts';
import { ERASED_WORDS } from '../erased-words.ts';
import type { Format } from '../format.ts';
import { number } from '../json/basics.ts';
import { CALL, CALL_SUMMARY, DECISION, OUTCOME } from '../json/calls.ts';
import { addOutboundCommands } from './call-outbound.ts';

const UNDECIDED = 'Not decided yet: the call has no outcome.';

export function addCallCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'call', 'Calls, and why their callers were texted or not');
  defineList(group, cli);
  defineShow(group, cli);
  defineExplain(group, cli);
  addOutboundCommands(group, cli);
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show calls that came in, newest first; those made are in `call outbound`',
    json: z.object({ calls: z.array(CALL_SUMMARY) }),
    examples: ['textback call list', 'textback call list --limit 50 --before 1200'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those before this call', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const calls = listCalls(store, limit, before);
        const rows = calls.map((call) => [
          String(call.id),
          format.time(call.arrivedAt),
          callerWords(call, format),
          format.phone(call.lineNumber),
          `${outcomeWords(call)}${call.isTest ? ' (test)' : ''}`,
          textWords(call),
        ]);
        return {
          json: { calls: calls.map(callSummaryJson) },
          text: format.table(['Id', 'Time', 'From', 'Line', 'Outcome', 'Text'], rows),
          notes: calls.length === 0 ? ['No calls.'] : [],
        };
      }),
    );
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show',
    summary: 'Show a call: who rang for how long, how it ended, what was decided',
    json: z.object({ call: CALL }),
    examples: ['textback call show 12', 'textback call show 12 --json'],
  })
    .argument('<id>', 'as `call list` shows it', parseId)
    .action(
      cli.withStore(({ store, format }, id: number) => {
        const shown = showCall(store, id);
        if (shown.kind !== 'call') return shown;
        return { json: { call: callJson(shown.call) }, text: callWords(shown.call, format) };
      }),
    );
}

function defineExplain(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'explain',
    summary: 'Say why the caller was texted, or why not, and what to do about it',
    json: z.object({
      callId: number,
      outcome: OUTCOME,
      decision: z.nullable(DECISION).describe('null while the call has no outcome'),
    }),
    examples: ['textback call explain 12'],
  })
    .argument('<id>', 'as `call list` shows it', parseId)
    .action(
      cli.withStore(({ store, format }, id: number) => {
        const shown = showCall(store, id);
        if (shown.kind !== 'call') return shown;
        const { outcome, decision } = shown.call;
        const json = { callId: id, outcome, decision: decision === null ? null : decisionJson(decision) };
        const asked = askedWords(decision?.asked ?? [], format);
        return { json, text: `${explanation(shown.call).join('\n')}\n${asked}` };
      }),
    );
}

function callWords(call: CallView, format: Format): string {
  const { line, legs, finishedAt, bridgedAt, decision, voicemail, voicemailSeconds } = call;
  const talked = bridgedAt === null || finishedAt === null ? [] : [formatDuration(finishedAt - bridgedAt)];
  const left = explainVoicemail(voicemail, voicemailSeconds);
  const facts = format.fields([
    ['Call', String(call.id)],
    ['Time', format.time(call.arrivedAt)],
    ['From', callerWords(call, format)],
    ['To', `${format.phone(line.number)} (${line.name})`],
    ['Outcome', outcomeWords(call)],
    ...(call.isTest ? [['Test', 'made by `textback test-call`'] as const] : []),
    ...talked.map((duration) => ['Talked', duration] as const),
    ...(left === null ? [] : [['Voicemail', left] as const]),
    ...returnFields(call),
    ...(call.leadId === null ? [] : [['Lead', String(call.leadId)] as const]),
  ]);
  const nobody = explainNobodyRang(legs, call.outcome, call.handling);
  const phones = legs.map((leg) => [labelWords(leg.label, format), explainLeg(leg)] as const);
  const rang = nobody === null ? format.fields(phones) : format.fields([['Rang', nobody]]);
  const text = decision?.message == null ? [] : [messageWords(decision.message, format)];
  return [
    facts,
    ...(rang === '' ? [] : ['', format.heading('Phones'), rang.trimEnd()]),
    '',
    format.heading('Text'),
    ...explanation(call),
    ...text,
    '',
  ]
    .map((part) => part.replace(/\n$/, ''))
    .join('\n');
}

function outcomeWords({ outcome, state }: Pick<CallSummary, 'outcome' | 'state'>): string {
  return outcome ?? (state === 'ended' ? 'not known' : `none yet (${state})`);
}

function returnFields(call: CallView): readonly (readonly [string, string])[] {
  const { arrivedAt, finishedAt, returnedAt, returnedBy } = call;
  if (returnedAt === null) return [];
  const after = explainReturn(finishedAt ?? arrivedAt, returnedAt);
  return [['Called back', `${after} (outbound call ${returnedBy})`]];
}

function explanation({ decision }: CallView): string[] {
  if (decision === null) return [UNDECIDED];
  return decision.remedy === null ? [decision.why] : [decision.why, decision.remedy];
}

function messageWords({ text, erasedAt }: MessageView, format: Format): string {
  return erasedAt === null ? `"${format.line(text)}"` : ERASED_WORDS;
}

function callerWords(
  call: Pick<CallSummary, 'fromNumber' | 'fromRaw' | 'fromName' | 'erasedAt'>,
  format: Format,
): string {
  if (call.erasedAt !== null) return ERASED_WORDS;
  const number = call.fromNumber === null ? call.fromRaw : format.phone(call.fromNumber);
  return number === '' ? 'withheld' : [number, call.fromName].filter((part) => part !== '').join(' ');
}

function textWords({ verdict, reason }: CallSummary): string {
  if (verdict === null) return '';
  return reason === null ? 'yes' : `no: ${reason}`;
}

function labelWords(label: string, format: Format): string {
  return label.startsWith('+') ? format.phone(label) : label;
}
