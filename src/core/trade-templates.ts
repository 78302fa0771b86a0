import { didYouMean } from './did-you-mean.ts';
import type { Language } from './language.ts';
import type { TradeWords } from './trade-words.ts';
import { ENGLISH_TRADE_WORDS } from './trade-words-en.ts';
import { SPANISH_TRADE_WORDS } from './trade-words-es.ts';

/** Ready-made words for a trade, and what they are written in. */
export interface TradeTemplate extends TradeWords {
  readonly language: Language;
}

const BY_LANGUAGE: Readonly<Record<Language, readonly TradeTemplate[]>> = {
  en: ENGLISH_TRADE_WORDS.map((words) => ({ ...words, language: 'en' })),
  es: SPANISH_TRADE_WORDS.map((words) => ({ ...words, language: 'es' })),
};

/** Every trade. */
export const TRADES: readonly string[] = ENGLISH_TRADE_WORDS.map(({ trade }) => trade);

/** The words of every trade, in a language. */
export function tradeTemplates(language: Language): readonly TradeTemplate[] {
  return BY_LANGUAGE[language];
}

/** The words of the trade of this name, whatever its case and separators, or what it was probably meant to be. */
export function findTrade(
  name: string,
  language: Language,
):
  | { readonly kind: 'trade'; readonly template: TradeTemplate }
  | { readonly kind: 'unknown'; readonly meant: string | null } {
  const plain = name
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, '-');
  const template = BY_LANGUAGE[language].find(({ trade }) => trade === plain);
  return template === undefined
    ? { kind: 'unknown', meant: didYouMean(name, TRADES) }
    : { kind: 'trade', template };
}
