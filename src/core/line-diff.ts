const CONTEXT_LINES = 3;

/**
 * What changed, as `diff -u` shows it, in one hunk; `''` where nothing did. Fits texts that differ in one
 * place: all between the first and the last difference is shown as taken out and put in.
 * @param before null for a file that is not there yet
 */
export function lineDiff(path: string, before: string | null, after: string): string {
  if (before === after) return '';
  const old = linesOf(before ?? '');
  const fresh = linesOf(after);
  const shorter = Math.min(old.length, fresh.length);
  let start = 0;
  while (start < shorter && old[start] === fresh[start]) start += 1;
  let end = 0;
  while (end < shorter - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;

  const from = Math.max(0, start - CONTEXT_LINES);
  const lead = old.slice(from, start);
  const removed = old.slice(start, old.length - end);
  const added = fresh.slice(start, fresh.length - end);
  const tail = old.slice(old.length - end, old.length - end + CONTEXT_LINES);
  const around = lead.length + tail.length;
  const lines = [
    `--- ${before === null ? '/dev/null' : path}`,
    `+++ ${path}`,
    `@@ -${range(from, around + removed.length)} +${range(from, around + added.length)} @@`,
    ...lead.map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}

/** An empty range is named by the line before it. */
function range(from: number, count: number): string {
  return `${count === 0 ? from : from + 1},${count}`;
}
