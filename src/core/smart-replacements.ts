import { isGsm7 } from './gsm7.ts';

/** Characters that word processors and phones put in unasked, and what GSM 7 bit has for them. */
const REPLACEMENTS: readonly (readonly [plain: string, characters: string])[] = [
  ['"', '\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\uff02'],
  ["'", '\u2018\u2019\u201a\u201b\u2032\u02bc\u00b4\u0060\u2039\u203a\uff07'],
  ['-', '\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00ad'],
  ['...', '\u2026'],
  [' ', '\t\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000'],
  ['', '\u200b\u2060\ufeff'],
  ['\n', '\u2028\u2029'],
  ['x', '\u00d7'],
  ['1/2', '\u00bd'],
  ['1/4', '\u00bc'],
  ['3/4', '\u00be'],
  ['(c)', '\u00a9'],
  ['(R)', '\u00ae'],
  ['(TM)', '\u2122'],
];

const PLAIN: ReadonlyMap<string, string> = new Map(
  REPLACEMENTS.flatMap(([plain, characters]) => [...characters].map((character) => [character, plain])),
);

export interface Replacement {
  readonly from: string;
  readonly to: string;
  readonly times: number;
}

export interface PlainText {
  readonly text: string;
  /** In the order in which they first occur. */
  readonly replacements: readonly Replacement[];
}

/**
 * `text` with every character that would force UCS-2 and has a plain equivalent replaced by it: curly
 * quotes, dashes, the ellipsis, spaces of other widths, and letters whose accent GSM 7 bit lacks. Offered,
 * never applied unasked. What has none (an emoji, another script) stays.
 */
export function plainText(text: string): PlainText {
  const times = new Map<string, { to: string; times: number }>();
  let plain = '';
  for (const character of text.normalize('NFC')) {
    const to = plainOf(character);
    plain += to;
    if (to === character) continue;
    const before = times.get(character)?.times ?? 0;
    times.set(character, { to, times: before + 1 });
  }
  const replacements = Array.from(times, ([from, { to, times: count }]) => ({ from, to, times: count }));
  return { text: plain, replacements };
}

function plainOf(character: string): string {
  if (isGsm7(character)) return character;
  const equivalent = PLAIN.get(character);
  if (equivalent !== undefined) return equivalent;
  const bare = character.normalize('NFD').replace(/\p{M}/gu, '');
  return bare !== '' && isGsm7(bare) ? bare : character;
}
