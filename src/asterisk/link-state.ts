import type { Log } from '../core/log.ts';
import type { LinkListener, LinkState } from './pbx.ts';

/** Remembers a link's state and tells each change of state or reason once, whatever the listener does. */
export function createLinkState(
  onLink: LinkListener,
  log: Log,
): { readonly state: LinkState; set(state: LinkState, why: string): void } {
  let state: LinkState = 'down';
  let reason = '';
  return {
    get state() {
      return state;
    },
    set(next, why) {
      if (next === state && why === reason) return;
      state = next;
      reason = why;
      try {
        onLink(next, why);
      } catch (error) {
        log.error({ err: error }, 'A link listener failed');
      }
    },
  };
}
