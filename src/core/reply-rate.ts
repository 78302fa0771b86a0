/** A text-back that went out. */
export interface CountedText {
  /** Whether the customer wrote after it: 1 or 0. */
  readonly isAnswered: number;
}

/** How many of the latest texts must all have stayed without a reply. */
const RECENT = 40;
/** And how many before them show what is usual, of which at least every tenth was replied to. */
const BEFORE = 120;
const USUAL_SHARE = 0.1;

/** How many texts the rule looks at. */
export const REPLY_RATE_TEXTS = RECENT + BEFORE;

/**
 * Whether customers have stopped replying, as they do when forged caller IDs bring the calls: none of the latest
 * 40 text-backs was replied to, while of the 120 before at least every tenth was. With the usual share at its
 * least, 40 silent texts in a row come by chance once in 68 times. Fewer texts tell nothing.
 * @param texts newest first, each old enough to have been replied to
 */
export function hasReplyRateCollapsed(texts: readonly CountedText[]): boolean {
  if (texts.length < REPLY_RATE_TEXTS) return false;
  const recent = answered(texts.slice(0, RECENT));
  const before = answered(texts.slice(RECENT, REPLY_RATE_TEXTS));
  return recent === 0 && before >= BEFORE * USUAL_SHARE;
}

function answered(texts: readonly CountedText[]): number {
  return texts.filter(({ isAnswered }) => isAnswered === 1).length;
}
