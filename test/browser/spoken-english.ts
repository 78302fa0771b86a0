import type { Page } from 'playwright-core';
import { en } from '../../src/http/words/en.ts';
import { es } from '../../src/http/words/es.ts';

/** Words that stand in nearly every English sentence, and in no Spanish one. */
const ENGLISH =
  /(?<![-\w/@])(the|and|with|not|was|were|they|you|your|nobody|after|before|when|this|that|these|from|have|which|would|been|of|is|are|for|on|it)(?![-\w/@])/i;

/** What is said as it is typed, or by somebody else than the page: commands, texts of people, ready-made replies. */
const AS_IT_IS = 'code, pre, textarea, script, style, [dir=auto], .quick button';

/** All that is said by a table of words, without what stands in it. */
function leavesOf(words: unknown): readonly string[] {
  if (typeof words === 'string') return [words];
  return typeof words === 'object' && words !== null ? Object.values(words).flatMap(leavesOf) : [];
}

const SPANISH = new Set(leavesOf(es));
/** What only the English pages say. Short ones may be a name, or the same in both. */
const ONLY_ENGLISH = new Set(leavesOf(en).filter((words) => words.length > 3 && !SPANISH.has(words)));

/**
 * What a page in Spanish says in English: in its text, and in what screen readers are told. What is marked as being in
 * another language is left alone.
 * @param names of stages and people, which are what they are called
 */
export async function englishOn(page: Page, names: readonly string[]): Promise<readonly string[]> {
  await page.evaluate('for (const each of document.querySelectorAll("details")) each.open = true');
  const said = await page.evaluate<readonly string[]>(`(() => {
    const said = [];
    const isSpanish = (element) => element.closest('[lang]').lang === 'es';
    const walker = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { parentElement, data } = walker.currentNode;
      if (isSpanish(parentElement) && parentElement.closest(${JSON.stringify(AS_IT_IS)}) === null)
        said.push(data.trim());
    }
    for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'hx-confirm'])
      for (const each of document.querySelectorAll('[' + name + ']'))
        if (isSpanish(each)) said.push(each.getAttribute(name).trim());
    return said;
  })()`);
  return [...new Set(said)].filter(
    (words) => !names.includes(words) && (ONLY_ENGLISH.has(words) || ENGLISH.test(words)),
  );
}
