import type { Clock, Millis } from '../core/clock.ts';
import type { SmppLink } from './smpp-link.ts';

export interface WatchOptions {
  /** Silence after which we ask. */
  readonly enquireLinkMs: Millis;
  /** How long the answer may take. */
  readonly responseTimeoutMs: Millis;
}

/**
 * From now on asks after silence whether the other side is alive (enquire_link, SMPP 3.4 §4.11), and
 * closes the link where it is not. Returns what ends it.
 */
export function watchLink(link: SmppLink, clock: Clock, options: WatchOptions): () => void {
  const { enquireLinkMs, responseTimeoutMs } = options;
  let cancelTimer = () => {};
  let ended = false;

  function look(): void {
    const quietMs = clock.now() - link.lastHeardAt;
    if (quietMs < enquireLinkMs) lookIn(enquireLinkMs - quietMs);
    else void ask();
  }

  function lookIn(ms: Millis): void {
    cancelTimer = clock.setTimer(clock.now() + ms, look);
  }

  async function ask(): Promise<void> {
    const askedAt = clock.now();
    const answer = await link.request('enquire_link', {}, responseTimeoutMs);
    if (ended) return;
    // Anything at all since then is a sign of life, even where the answer itself is lost.
    if (answer.kind === 'timeout' && link.lastHeardAt <= askedAt) {
      link.destroy(
        `the other side has been silent, no answer to enquire_link within ${responseTimeoutMs} ms`,
      );
    } else if (answer.kind === 'timeout') look();
    else lookIn(enquireLinkMs);
  }

  look();
  return () => {
    ended = true;
    cancelTimer();
  };
}
