import type { Asked } from '../core/text-back-question.ts';
import type { Format } from './format.ts';

/** The reasons against a text as they were asked, a line each. */
export function askedWords(asked: readonly Asked[], format: Format): string {
  if (asked.length === 0) return '';
  const lines = asked.map(({ rule, applies, detail }) => {
    const answer = applies ? 'yes' : 'no';
    return [rule, detail === '' ? answer : `${answer}, ${detail}`] as const;
  });
  return `\n${format.heading('Reasons against it, in order')}\n${format.fields(lines)}`;
}
