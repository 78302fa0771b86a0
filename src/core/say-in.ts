/** What the services say in English, with `{}` for what stands in it, and the same in another language. */
export type Sentences = Readonly<Record<string, string>>;

/** What a sentence of ours never has; what is longer was written by others, and costs too much to look for. */
const MAX_LENGTH = 2_000;

interface Pattern {
  /** What it begins and ends with: a look at these spares most of the others. */
  readonly head: string;
  readonly tail: string;
  /** What stands in it has no comma, and ends no sentence. */
  readonly strict: RegExp;
  readonly loose: RegExp;
  readonly said: string;
  /** Letters that are given: the more, the surer. */
  readonly weight: number;
}

/**
 * Says in another language what core and services say in English: refusals, explanations, what is kept in the database
 * with a decision or a text. English is the key, as in gettext, so that commands, programs and what was kept years ago
 * say the same, and what no list has stays as it is. What stands in a sentence is said in that language too, where a
 * list has it; two sentences may follow each other, and phrases between commas are said one by one.
 */
export function sayIn(...lists: readonly Sentences[]): (english: string) => string {
  const patterns = lists
    .flatMap((list) => Object.entries(list))
    .map(([english, said]) => patternOf(english, said))
    .sort((a, b) => b.weight - a.weight);

  function whole(text: string, how: 'strict' | 'loose'): string | null {
    for (const { head, tail, [how]: test, said } of patterns) {
      if (!text.startsWith(head) || !text.endsWith(tail)) continue;
      const found = test.exec(text);
      if (found === null) continue;
      const inside = found.slice(1).map(say);
      return said.split('{}').reduce((before, after, index) => `${before}${inside[index - 1]}${after}`);
    }
    return null;
  }

  /** Each between commas by itself. */
  function phrases(text: string): string | null {
    const said = text.split(', ').map((phrase) => whole(phrase, 'strict'));
    return said.length < 2 || said.includes(null) ? null : said.join(', ');
  }

  /** Where the text can be cut so that both sides are known. */
  function parts(text: string, gap: RegExp): string | null {
    for (const { index, 0: between } of text.matchAll(gap)) {
      const [before, after] = [text.slice(0, index), text.slice(index + between.length)];
      const first = before === '' || after === '' ? null : known(before);
      const rest = first === null ? null : (known(after) ?? parts(after, gap));
      if (first !== null && rest !== null) return first + between + rest;
    }
    return null;
  }

  const known = (text: string) => whole(text, 'strict') ?? whole(text, 'loose');
  function say(text: string): string {
    return (
      whole(text, 'strict') ??
      parts(text, /(?<=[.?!`]) |\n/g) ??
      phrases(text) ??
      whole(text, 'loose') ??
      text
    );
  }
  return (english) => (english.length > MAX_LENGTH ? english : say(english));
}

function patternOf(english: string, said: string): Pattern {
  const given = english.split('{}');
  const escaped = given.map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return {
    head: english.replace(/\{\}.*$/s, ''),
    tail: english.replace(/^.*\{\}/s, ''),
    strict: new RegExp(`^${escaped.join('((?:(?!, |[.?!`] ).)+?)')}$`, 's'),
    loose: new RegExp(`^${escaped.join('(.+?)')}$`, 's'),
    said,
    weight: given.join('').length,
  };
}
