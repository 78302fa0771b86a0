const BEGIN = '; BEGIN textback';
const END = '; END textback';

export type FoundBlock =
  | { readonly kind: 'none' }
  | { readonly kind: 'block'; readonly before: string; readonly after: string }
  /** A mark is missing, or there are several: nobody can tell what is ours. */
  | { readonly kind: 'broken' };

/** Looks for the part of a file that is ours: between a line `; BEGIN textback` and a line `; END textback`. */
export function findBlock(text: string): FoundBlock {
  const lines = text.split('\n');
  const marks = lines.flatMap((line, index) => (isMark(line) ? [index] : []));
  if (marks.length === 0) return { kind: 'none' };
  const [begin, end] = marks;
  const isWhole =
    marks.length === 2 &&
    begin !== undefined &&
    end !== undefined &&
    lines[begin]?.trim() === BEGIN &&
    lines[end]?.trim() === END;
  if (!isWhole) return { kind: 'broken' };
  const before = lines.slice(0, begin).map((line) => `${line}\n`);
  return { kind: 'block', before: before.join(''), after: lines.slice(end + 1).join('\n') };
}

/**
 * The text with `body` as its block: in the place of the one it has, else at its end.
 * @returns null where the marks are broken
 */
export function withBlock(text: string, body: string): string | null {
  const found = findBlock(text);
  const block = `${BEGIN}\n${body.trim()}\n${END}\n`;
  switch (found.kind) {
    case 'broken':
      return null;
    case 'block':
      return `${found.before}${block}${found.after}`;
    case 'none':
      return `${startOfBlock(text)}${block}`;
  }
}

/** The text without its block, as it was before; null where the marks are broken. */
export function withoutBlock(text: string): string | null {
  const found = findBlock(text);
  switch (found.kind) {
    case 'broken':
      return null;
    case 'none':
      return text;
    case 'block':
      return found.after === '' ? found.before.replace(/\n\n$/, '\n') : found.before + found.after;
  }
}

function isMark(line: string): boolean {
  return line.trim() === BEGIN || line.trim() === END;
}

function startOfBlock(text: string): string {
  if (text === '') return '';
  return text.endsWith('\n') ? `${text}\n` : `${text}\n\n`;
}
