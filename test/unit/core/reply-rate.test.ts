import { expect, test } from 'vitest';
import { hasReplyRateCollapsed, REPLY_RATE_TEXTS } from '../../../src/core/reply-rate.ts';

/** Newest first: `silent` texts without a reply, then every `nth` with one. */
function texts(silent: number, nth: number, length = REPLY_RATE_TEXTS) {
  return Array.from({ length }, (_, at) => ({ isAnswered: at >= silent && at % nth === 0 ? 1 : 0 }));
}

test.each([
  ['40 silent after every tenth was replied to', texts(40, 10), true],
  ['39 silent', [...texts(39, 100), ...texts(0, 5)].with(39, { isAnswered: 1 }), false],
  ['40 silent where hardly anybody ever replied', texts(40, 11), false],
  ['nobody ever replied', texts(1_000, 1), false],
  ['too few texts to tell', texts(40, 1, REPLY_RATE_TEXTS - 1), false],
  ['none', [], false],
])('given %s, then collapsed: %s', (_what, counted, collapsed) => {
  expect(hasReplyRateCollapsed(counted)).toBe(collapsed);
});
