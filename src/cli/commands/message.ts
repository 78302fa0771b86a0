import type { Command } from 'commander';
import { PLACEHOLDERS } from '../../core/placeholders.ts';
import { type MessagePreview, previewMessage } from '../../services/preview-message.ts';
import { setMessage } from '../../services/set-message.ts';
import { previewJson } from '../as-json.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import type { Format } from '../format.ts';

const PREVIEW_KEYS = 'template, text, encoding, segments[], characters, units, credits, warnings[]';
const PLACEHOLDER_HELP = `\nPlaceholders: ${PLACEHOLDERS.map((name) => `{{${name}}}`).join(' ')}`;

export function addMessageCommands(program: Command, cli: Cli): void {
  const group = defineGroup(program, 'message', 'The text that missed callers get');
  definePreview(group, cli);
  defineSet(group, cli);
}

function definePreview(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'preview [template]',
    summary: 'Show a text as callers would read it, with its characters, segments and credits',
    json: `{ preview: { ${PREVIEW_KEYS} } }`,
    examples: [
      'textback message preview --line +12125550100',
      'textback message preview "Hi {{caller_name}}, this is {{business_name}}." --caller Maria',
    ],
  })
    .option('--line <number>', "the line whose name and message count (default: the business's name)")
    .option('--caller <name>', "the caller's name", '')
    .addHelpText('after', PLACEHOLDER_HELP)
    .action(
      cli.withStore(
        (
          { store, business, format },
          template: string | undefined,
          options: { line?: string; caller: string },
        ) => {
          const request = {
            number: options.line ?? null,
            template: template ?? null,
            callerName: options.caller,
          };
          const previewed = previewMessage(store, request, business);
          if (previewed.kind !== 'preview') return previewed;
          const { preview } = previewed;
          return { json: { preview: previewJson(preview) }, ...previewWords(preview, format) };
        },
      ),
    );
}

function defineSet(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'set <number> <template>',
    summary: 'Word what callers of a line are texted, from the next miss on; "default" for the usual words',
    json: `{ dryRun, changed, preview: { ${PREVIEW_KEYS} } }`,
    examples: [
      'textback message set +12125550100 "This is {{business_name}}. Sorry we missed you! How can we help?"',
      'textback message set +12125550100 default',
    ],
  })
    .option(...DRY_RUN_OPTION)
    .addHelpText('after', PLACEHOLDER_HELP)
    .action(
      cli.withStore(
        (
          { store, business, format, actor, now },
          number: string,
          template: string,
          options: { dryRun?: boolean },
        ) => {
          const dryRun = options.dryRun === true;
          const set = setMessage(store, { number, template, dryRun }, business, actor, now);
          if ('problem' in set) return set;
          const changed = set.kind === 'changed';
          const { text, notes } = previewWords(set.preview, format);
          const done = changed ? (dryRun ? 'Would be saved (--dry-run).' : 'Saved.') : 'It says so already.';
          return {
            json: { dryRun, changed, preview: previewJson(set.preview) },
            text,
            notes: [...notes, done],
          };
        },
      ),
    );
}

function previewWords(preview: MessagePreview, format: Format) {
  const { text, characters, encoding, segments, credits, warnings } = preview;
  const facts = format.fields([
    ['Characters', String(characters)],
    ['Encoding', encoding === 'gsm7' ? 'GSM 7 bit' : 'UCS-2'],
    ['Segments', String(segments.length)],
    ['Credits', String(credits)],
  ]);
  return { text: `${text}\n\n${facts}`, notes: warnings.map((warning) => `warning: ${warning}`) };
}
