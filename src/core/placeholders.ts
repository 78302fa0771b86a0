import { didYouMean } from './did-you-mean.ts';
import { publicShortenerIn } from './public-shorteners.ts';

/** What a template may say, with the words that stand in where there is nothing to say. */
const FALLBACKS = {
  business_name: 'our office',
  business_phone: 'this number',
  caller_name: 'there',
  next_open: 'soon',
  next_open_es: 'pronto',
  booking_link: '',
} as const;

export type Placeholder = keyof typeof FALLBACKS;
export type PlaceholderValues = { readonly [name in Placeholder]?: string };

export const PLACEHOLDERS = Object.keys(FALLBACKS).filter(isPlaceholder);

/**
 * What a line sends until somebody words it otherwise: names the business, promotes nothing, has no
 * link (compliance.md 6), and fits one GSM 7 bit segment with a name of up to 59 characters.
 */
export const DEFAULT_MESSAGE =
  'Hi, this is {{business_name}}. Sorry we missed your call. ' +
  "How can we help? Reply here and we'll get right back to you.";

/** Ten GSM 7 bit segments. */
const MAX_TEMPLATE_LENGTH = 1530;

/** Longer values are cut: a caller chooses the name on a caller ID. */
const MAX_VALUE_LENGTH = 160;

export interface TemplateProblem {
  readonly kind:
    | 'empty'
    | 'too-long'
    | 'unknown-placeholder'
    | 'single-braces'
    | 'unbalanced-braces'
    | 'public-shortener';
  /** What is wrong and what to do, for the person who wrote the template. */
  readonly message: string;
}

const TOKEN = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;
/** Marks where a placeholder came to nothing; private use, so no text carries it. */
const GAP = '\ue000';

/** Everything wrong with a template; empty when it may be saved. */
export function checkTemplate(text: string): readonly TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (text.trim() === '') {
    problems.push({ kind: 'empty', message: 'The message is empty: write what the caller should read.' });
  }
  if (text.length > MAX_TEMPLATE_LENGTH) {
    const message = `The message has ${text.length} characters: shorten it to at most ${MAX_TEMPLATE_LENGTH}.`;
    problems.push({ kind: 'too-long', message });
  }
  const shortener = publicShortenerIn(text);
  if (shortener !== null) {
    const message = `Carriers filter texts with links of ${shortener}: give the address of the page itself.`;
    problems.push({ kind: 'public-shortener', message });
  }
  for (const [, name = ''] of text.matchAll(TOKEN)) {
    if (!isPlaceholder(name.trim())) problems.push(unknownPlaceholder(name.trim()));
  }
  return [...problems, ...braceProblems(text.replace(TOKEN, ''))];
}

/**
 * Fills in a template. A placeholder without a value says its own fallback (`{{caller_name|neighbor}}`),
 * else the usual one ("there"); where that is nothing, the space and comma around it go too.
 * Values are never read as templates, lose line breaks and are cut at 160 characters; an unknown
 * placeholder says its fallback or nothing, so that a text still goes out.
 */
export function renderTemplate(text: string, values: PlaceholderValues): string {
  const filled = text.replaceAll(GAP, '').replace(TOKEN, (_token, rawName: string, fallback?: string) => {
    const name = rawName.trim();
    const value = isPlaceholder(name) ? tidyValue(values[name]) : '';
    const usual = isPlaceholder(name) ? FALLBACKS[name] : '';
    return value || (fallback?.trim() ?? usual) || GAP;
  });
  return closeGaps(filled).trim();
}

function isPlaceholder(name: string): name is Placeholder {
  return Object.hasOwn(FALLBACKS, name);
}

function unknownPlaceholder(name: string): TemplateProblem {
  const meant = didYouMean(name, PLACEHOLDERS);
  const remedy =
    meant === null
      ? `use one of ${PLACEHOLDERS.map(inBraces).join(', ')}`
      : `did you mean ${inBraces(meant)}?`;
  return { kind: 'unknown-placeholder', message: `There is no placeholder ${inBraces(name)}: ${remedy}` };
}

/** `rest` is the template without its well-formed placeholders. */
function braceProblems(rest: string): TemplateProblem[] {
  const problems: TemplateProblem[] = [];
  if (rest.includes('{{') || rest.includes('}}')) {
    const message = 'A placeholder is not closed: write it between two braces on each side, {{like_this}}.';
    problems.push({ kind: 'unbalanced-braces', message });
  }
  for (const [, name = ''] of rest.matchAll(/(?<!\{)\{\s*(\w+)\s*\}(?!\})/g)) {
    if (!isPlaceholder(name)) continue;
    const message = `{${name}} would be sent as it stands: write ${inBraces(name)}.`;
    problems.push({ kind: 'single-braces', message });
  }
  return problems;
}

function inBraces(name: string): string {
  return `{{${name}}}`;
}

function tidyValue(value = ''): string {
  return value.replaceAll(GAP, '').replace(/\s+/g, ' ').trim().slice(0, MAX_VALUE_LENGTH).toWellFormed();
}

function closeGaps(text: string): string {
  return text
    .replace(new RegExp(`^${GAP}[\\s,]*`, 'gm'), '')
    .replace(new RegExp(`,?[ \\t]*${GAP}(?=[ \\t]*(?:[,.!?]|$))`, 'gm'), '')
    .replace(new RegExp(`${GAP}[ \\t]*`, 'g'), '');
}
