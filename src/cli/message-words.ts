import type { Replacement } from '../core/smart-replacements.ts';
import type { MessagePreview } from '../services/preview-message.ts';
import type { Format } from './format.ts';

/** The keys of a preview's JSON. */
/** A preview for people. `plainRemedy`: how to take the plainer characters that are offered. */
export function previewWords(preview: MessagePreview, format: Format, plainRemedy: string) {
  const { text, characters, encoding, segments, credits, warnings, plain } = preview;
  const facts = format.fields([
    ['Characters', String(characters)],
    ['Encoding', encoding === 'gsm7' ? 'GSM 7 bit' : 'UCS-2'],
    ['Segments', String(segments.length)],
    ['Credits', String(credits)],
  ]);
  const notes = warnings.map((warning) => `warning: ${warning}`);
  if (plain !== null) {
    const saved = credits === plain.credits ? '' : `, and ${countOf(plain.credits, 'credit')}`;
    notes.push(
      `Plainer characters would make it ${countOf(plain.segments, 'segment')} in place of ${segments.length}${saved}: ` +
        `${plain.replacements.map(replacementWords).join(', ')}. ${plainRemedy}`,
    );
  }
  return { text: `${text}\n\n${facts}`, notes };
}

function replacementWords({ from, to, times }: Replacement): string {
  const shown = /^[\p{Z}\p{C}]$/u.test(from) ? codePoint(from) : from;
  const plain = to === '' ? 'nothing' : to === ' ' ? 'a space' : to === '\n' ? 'a line break' : to;
  return `${shown} by ${plain}${times > 1 ? ` (${times} times)` : ''}`;
}

/** What cannot be seen is named. */
function codePoint(character: string): string {
  return `U+${Number(character.codePointAt(0)).toString(16).toUpperCase().padStart(4, '0')}`;
}

function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
