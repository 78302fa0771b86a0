import { type Command, Option } from 'commander';
import { z } from 'zod';
import { CONSENT_STATES, type ConsentState, STAFF_SOURCES, type StaffSource } from '../../core/consent.ts';
import { consentJson } from '../../services/as-json.ts';
import { recordConsent } from '../../services/record-consent.ts';
import { listConsentPage, showConsent } from '../../services/show-consent.ts';
import type { ConsentRecord } from '../../store/queries/consents.ts';
import type { Cli } from '../cli.ts';
import {
  DEFAULT_LIMIT,
  DRY_RUN_OPTION,
  defineCommand,
  defineGroup,
  parseId,
  parseLimit,
} from '../define-command.ts';
import type { Format } from '../format.ts';
import { changed, dryRun, flag, phone } from '../json/basics.ts';
import { CONSENT } from '../json/leads.ts';
import { addExportCommand } from './consent-export.ts';
import { addReviewCommands } from './consent-review.ts';

const HEAD = ['Id', 'Time', 'Number', 'State', 'Source', 'Line', 'By', 'Wording'];

export function addConsentCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'consent', 'Who asked for no more texts, and the evidence');
  defineShow(group, cli);
  defineRecord(group, cli);
  defineList(group, cli);
  addReviewCommands(group, cli);
  addExportCommand(group, cli);
}

function defineShow(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'show <number>',
    summary: 'Show whether a number may be texted, and every change of that',
    json: z.object({
      number: phone,
      state: z.nullable(z.enum(CONSENT_STATES)).describe('null where they never said'),
      isUnderReview: flag,
      history: z.array(CONSENT),
    }),
    examples: ['textback consent show "(212) 555-0123"'],
  })
    .option('--limit <n>', 'at most so many changes, the newest', parseLimit, DEFAULT_LIMIT)
    .action(
      cli.withStore(({ store, business, format }, number: string, { limit }: { limit: number }) => {
        const shown = showConsent(store, number, limit, business.country);
        if (shown.kind !== 'consent') return shown;
        const { consent } = shown;
        const fields = format.fields([
          ['Number', format.phone(consent.number)],
          ['Consent', consent.state ?? 'never asked for anything: missed calls are answered'],
          ...(consent.isUnderReview ? [['Review', 'waits for a decision'] as const] : []),
        ]);
        const table = consentTable(consent.history, format);
        return {
          json: { ...consent, history: consent.history.map(consentJson) },
          text: table === '' ? fields : `${fields}\n${table}`,
        };
      }),
    );
}

interface RecordOptions {
  readonly optOut?: boolean;
  readonly optIn?: boolean;
  readonly note?: string;
  readonly source: StaffSource;
  readonly dryRun?: boolean;
}

function defineRecord(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'record <number>',
    summary: 'Record by hand what a customer told you: an opt-out counts however it came',
    json: z.object({ dryRun, changed, number: phone, state: z.enum(CONSENT_STATES) }),
    examples: [
      'textback consent record +12125550123 --opt-out --source phone --note "Asked Maria not to be texted"',
      'textback consent record +12125550123 --opt-in --source in-person --note "Signed the form"',
    ],
  })
    .addOption(new Option('--opt-out', 'no more texts, from any line').conflicts('optIn'))
    .addOption(new Option('--opt-in', 'texts again'))
    .option('--note <text>', "the customer's words, and when; kept as evidence")
    .addOption(new Option('--source <source>', 'how they told you').choices(STAFF_SOURCES).default('staff'))
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(({ store, business, actor, now }, number: string, options: RecordOptions) => {
        const state = stateAsked(options);
        if (state === null) return { kind: 'invalid', ...WHICH_STATE };
        const { source, note = '', dryRun = false } = options;
        const request = { number, state, source, note, dryRun };
        const recorded = recordConsent(store, request, business.country, actor, now);
        if ('problem' in recorded) return recorded;
        const changed = recorded.kind === 'recorded';
        const done = dryRun ? 'Would be recorded' : 'Recorded';
        return {
          json: { dryRun, changed, number: recorded.number, state },
          text: `${recorded.number} ${state}\n`,
          notes: [changed ? `${done}.` : `${done}; it was ${state} before.`],
        };
      }),
    );
}

const WHICH_STATE = {
  problem: 'It is not said what the customer wants.',
  remedy: 'Give --opt-out or --opt-in.',
} as const;

function stateAsked({ optOut, optIn }: RecordOptions): ConsentState | null {
  if (optOut === true) return 'opted-out';
  return optIn === true ? 'opted-in' : null;
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the latest changes of consent, newest first',
    json: z.object({ consents: z.array(CONSENT) }),
    examples: ['textback consent list', 'textback consent list --limit 50 --before 421'],
  })
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .option('--before <id>', 'those before this change', parseId)
    .action(
      cli.withStore(({ store, format }, { limit, before }: { limit: number; before?: number }) => {
        const consents = listConsentPage(store, null, limit, before);
        return {
          json: { consents: consents.map(consentJson) },
          text: consentTable(consents, format),
          notes: consents.length === 0 ? ['Nobody has asked for anything.'] : [],
        };
      }),
    );
}

function consentTable(consents: readonly ConsentRecord[], format: Format): string {
  const rows = consents.map((each) => [
    String(each.id),
    format.time(each.at),
    format.phone(each.number),
    each.state,
    each.source,
    each.lineNumber === null ? '' : format.phone(each.lineNumber),
    each.actor,
    each.wording,
  ]);
  return format.table(HEAD, rows);
}
