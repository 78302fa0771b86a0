/** What steers a terminal: control characters, C1 too, and the marks that turn the reading direction. */
const STEERING = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** ESC, as styles begin (ECMA-48 §8.3.117), and those that we write: none, bold and its end, a colour of the palette. */
const STYLES = new RegExp(`(${String.fromCharCode(27)}\\[(?:0|1|22|[34]8;5;\\d{1,3}|39|49)m)`);
const RUNS = new RegExp(`${STEERING.source}+`, 'gu');
/** LF, and CR LF, as lines of CSV end (RFC 4180 §2); a CR of its own goes back to the line's beginning. */
const BUT_LINE_BREAKS = /(?:[^\r\n]|\r(?!\n))+/g;

/** On one line: what callers choose (names, texts) must not steer the terminal. */
export function onOneLine(text: string): string {
  return text.replace(RUNS, ' ').trim();
}

/**
 * The same for whole pages, whatever a command forgot: only line breaks stay, and, where it is styled, our own styles.
 */
export function harmless(page: string, isStyled: boolean): string {
  return page.replace(BUT_LINE_BREAKS, (line) => {
    // With a group in the separator, the styles are every second piece.
    if (isStyled)
      return line
        .split(STYLES)
        .map((piece, index) => (index % 2 === 1 ? piece : spaced(piece)))
        .join('');
    return spaced(line);
  });
}

function spaced(text: string): string {
  return text.replace(RUNS, ' ');
}
