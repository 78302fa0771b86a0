import { LANGUAGES, type Language } from '../core/language.ts';
import type { TemplateChoice } from '../services/use-template.ts';
import { textField } from './text-field.ts';

/** Longer than any trade with its language; the service says what it does not know. */
const MAX_FIELD = 100;

/** Ready-made words as one value of a form: `es:plumbing`. */
export function templateValue({ trade, language }: TemplateChoice): string {
  return `${language}:${trade}`;
}

/** What `templateValue` wrote; a trade alone is in English. */
export function typedTemplate(field: unknown): TemplateChoice {
  const typed = textField(field, MAX_FIELD);
  const language = LANGUAGES.find((known) => typed.startsWith(`${known}:`));
  return language === undefined
    ? { trade: typed, language: 'en' }
    : { trade: typed.slice(language.length + 1), language };
}

/** Every language of ready-made words, the reader's own first. */
export function languagesFor(reader: string): readonly Language[] {
  return [...LANGUAGES].sort((a, b) => Number(b === reader) - Number(a === reader));
}
