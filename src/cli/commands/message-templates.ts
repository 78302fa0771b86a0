import { type Command, Option } from 'commander';
import { z } from 'zod';
import { LANGUAGES, type Language } from '../../core/language.ts';
import { type TradeTemplate, tradeTemplates } from '../../core/trade-templates.ts';
import { previewJson } from '../../services/as-json.ts';
import { tradeTemplate, useTemplate } from '../../services/use-template.ts';
import type { Cli } from '../cli.ts';
import { DRY_RUN_OPTION, defineCommand, defineGroup } from '../define-command.ts';
import { changed, dryRun } from '../json/basics.ts';
import { PREVIEW, TEMPLATE } from '../json/messages.ts';

interface LanguageOptions {
  readonly language: Language;
}

export function defineTemplates(messages: Command, cli: Cli): void {
  const group = defineGroup(messages, 'templates', 'Ready-made words by trade');
  defineCommand(group, {
    usage: 'list',
    summary: 'Show the trades, and what their missed callers would read',
    json: z.object({ templates: z.array(TEMPLATE) }),
    examples: ['textback message templates', 'textback message templates list --language es --json'],
    isDefault: true,
  })
    .addOption(languageOption())
    .action(
      cli.withStore(({ format }, { language }: LanguageOptions) => {
        const templates = tradeTemplates(language);
        const option = language === 'en' ? '' : ` --language ${language}`;
        return {
          json: { templates: templates.map(templateJson) },
          text: format.table(
            ['Trade', 'Message'],
            templates.map(({ trade, message }) => [trade, message]),
          ),
          notes: [
            `Use one: textback message use NUMBER TRADE${option}. It comes with words for after hours.`,
          ],
        };
      }),
    );
  defineCommand(group, {
    usage: 'show <trade>',
    summary: 'Show the words of a trade',
    json: z.object({ template: TEMPLATE }),
    examples: ['textback message templates show hvac', 'textback message templates show hvac --language es'],
  })
    .addOption(languageOption())
    .action(
      cli.withStore((_session, trade: string, { language }: LanguageOptions) => {
        const found = tradeTemplate({ trade, language });
        if (found.kind !== 'template') return found;
        const { message, afterHours } = found.template;
        const text = `${message}\n\nAfter hours:\n${afterHours}\n`;
        return { json: { template: templateJson(found.template) }, text };
      }),
    );
}

export function defineUse(group: Command, cli: Cli): void {
  defineCommand(group, {
    usage: 'use <number> <trade>',
    summary: 'Take the words of a trade for a line: the usual ones, and those for after hours',
    json: z.object({ dryRun, changed, preview: PREVIEW, afterHours: PREVIEW }),
    examples: [
      'textback message use +12125550100 plumbing',
      'textback message use +12125550100 plumbing --language es',
    ],
  })
    .addOption(languageOption())
    .option(...DRY_RUN_OPTION)
    .action(
      cli.withStore(
        (
          { store, business, actor, now },
          number: string,
          trade: string,
          { language, ...options }: LanguageOptions & { dryRun?: boolean },
        ) => {
          const dryRun = options.dryRun === true;
          const used = useTemplate(store, { number, trade, language, dryRun }, business, actor, now);
          if ('problem' in used) return used;
          const { usual, afterHours, hasHours } = used;
          const changed = used.kind === 'changed';
          const done = changed ? (dryRun ? 'Would be saved (--dry-run).' : 'Saved.') : 'It says so already.';
          const hint = `The line has no hours: give it some with \`textback hours set ${number} …\`.`;
          return {
            json: { dryRun, changed, preview: previewJson(usual), afterHours: previewJson(afterHours) },
            text: `${usual.text}\n\nAfter hours:\n${afterHours.text}\n`,
            notes: [...(hasHours ? [] : [hint]), done],
          };
        },
      ),
    );
}

function languageOption(): Option {
  return new Option('--language <language>', 'what they are written in').choices(LANGUAGES).default('en');
}

function templateJson({ trade, language, message, afterHours }: TradeTemplate) {
  return { trade, language, message, afterHours };
}
