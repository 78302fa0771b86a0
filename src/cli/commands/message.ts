import { type Command, Option } from 'commander';
import { z } from 'zod';
import { VARIANTS, type Variant } from '../../core/message-variants.ts';
import { PLACEHOLDERS } from '../../core/placeholders.ts';
import { previewJson } from '../../services/as-json.ts';
import { listMessages } from '../../services/list-messages.ts';
import { previewMessage } from '../../services/preview-message.ts';
import { type MessageToSet, setMessage } from '../../services/set-message.ts';
import type { Cli, Session } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { changed, dryRun } from '../json/basics.ts';
import { PREVIEW, WORDING } from '../json/messages.ts';
import { previewWords } from '../message-words.ts';
import { defineTemplates, defineUse } from './message-templates.ts';

const PLACEHOLDER_HELP = `\nPlaceholders: ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(' ')}`;
const WHEN_HELP = `\nOf the wordings that fit, the first counts: ${VARIANTS.join(', ')}; else the usual words.`;

export function addMessageCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'message', 'The text that missed callers get');
  definePreview(group, cli);
  defineSet(group, cli);
  defineClear(group, cli);
  defineList(group, cli);
  defineTemplates(group, cli);
  defineUse(group, cli);
}

function whenOption(description: string): Option {
  return new Option('--when <variant>', description).choices(VARIANTS);
}

function definePreview(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'preview [template]',
    summary: 'Show a text as callers would read it, with its characters, segments and credits',
    json: z.object({ preview: PREVIEW }),
    examples: [
      'textback message preview --line +12125550100',
      'textback message preview --line +12125550100 --when after-hours',
      'textback message preview "Hi {{caller_name}}, this is {{business_name}}." --caller Maria',
    ],
  })
    .option('--line <number>', "the line whose name and message count (default: the business's name)")
    .option('--caller <name>', "the caller's name", '')
    .addOption(whenOption("the line's words for then"))
    .addHelpText('after', PLACEHOLDER_HELP)
    .action(
      cli.withStore(
        (
          { store, business, format, now },
          template: string | undefined,
          options: { line?: string; caller: string; when?: Variant },
        ) => {
          const request = {
            number: options.line ?? null,
            template: template ?? null,
            callerName: options.caller,
            variant: options.when ?? 'default',
          } as const;
          const previewed = previewMessage(store, request, business, now);
          if (previewed.kind !== 'preview') return previewed;
          const { preview } = previewed;
          const words = previewWords(preview, format, 'To take them: textback message set … --plain');
          return { json: { preview: previewJson(preview) }, ...words };
        },
      ),
    );
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <number> <template>',
    summary: 'Word what callers of a line are texted, from the next miss on; "default" for the usual words',
    json: z.object({ dryRun, changed, preview: PREVIEW }),
    examples: [
      'textback message set +12125550100 "This is {{business_name}}. Sorry we missed you! How can we help?"',
      'textback message set +12125550100 "This is {{business_name}}. We open {{next_open}}." --when after-hours',
      'textback message set +12125550100 default',
    ],
  })
    .addOption(whenOption('other words for then (default: the words at all other times)'))
    .option('--plain', 'replace curly quotes and the like, which make a text cost more segments')
    .option(...DRY_RUN_OPTION)
    .addHelpText('after', PLACEHOLDER_HELP + WHEN_HELP)
    .action(
      cli.withStore(
        (
          session,
          number: string,
          template: string,
          options: { when?: Variant; plain?: boolean; dryRun?: boolean },
        ) =>
          change(session, {
            number,
            template,
            variant: options.when ?? 'default',
            plain: options.plain === true,
            dryRun: options.dryRun === true,
          }),
      ),
    );
}

function defineClear(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'clear <number>',
    summary: 'Take the words for a time away, so that the usual ones are sent then',
    json: z.object({ dryRun, changed, preview: PREVIEW }),
    examples: ['textback message clear +12125550100 --when after-hours'],
  })
    .addOption(whenOption('which words').makeOptionMandatory())
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore((session, number: string, options: { when: Variant; dryRun?: boolean }) => {
        const dryRun = options.dryRun === true;
        return change(session, { number, template: null, variant: options.when, plain: false, dryRun });
      }),
    );
}

function change({ store, business, format, actor, now }: Session, request: MessageToSet) {
  const set = setMessage(store, request, business, actor, now);
  if ('problem' in set) return set;
  const changed = set.kind === 'changed';
  const { dryRun } = request;
  const { text, notes } = previewWords(set.preview, format, 'To take them, give --plain.');
  const done = changed ? (dryRun ? 'Would be saved (--dry-run).' : 'Saved.') : 'It says so already.';
  return {
    json: { dryRun, changed, preview: previewJson(set.preview) },
    text,
    notes: [...notes, ...set.notes.map((note) => `warning: ${note}`), done],
  };
}

function defineList(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'list <number>',
    summary: 'Show all that a line may text: of the wordings that fit, the first is sent',
    json: z.object({ messages: z.array(WORDING) }),
    examples: ['textback message list +12125550100'],
  }).action(
    cli.withStore(({ store, business, format }, number: string) => {
      const listed = listMessages(store, number, business);
      if (listed.kind !== 'messages') return listed;
      const rows = listed.messages.map(({ variant, template }) => [variant, template]);
      return {
        json: {
          messages: listed.messages.map(({ variant, template, isBuiltIn }) => ({
            when: variant,
            template,
            isBuiltIn,
          })),
        },
        text: format.table(['When', 'Message'], rows),
      };
    }),
  );
}
