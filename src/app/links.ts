import type { LinkState } from '../asterisk/pbx.ts';
import type { Clock } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import type { Log } from '../core/log.ts';
import type { LinkView } from '../services/watch-links.ts';

type LinkName = 'ARI' | 'AMI' | 'carrier';

/** Ready means that every link has been up at the same time once. */
export function watchLinks({ clock, log }: { readonly clock: Clock; readonly log: Log }, tell: Tell) {
  const up: { [name in LinkName]: boolean } = { ARI: false, AMI: false, carrier: false };
  const pbx = new Map<string, LinkView>();
  const { promise: allUp, resolve } = Promise.withResolvers<void>();
  let stopping = false;
  return {
    allUp,
    /** The links to Asterisk as they are now; a stop is no failure. */
    view: (): readonly LinkView[] => (stopping ? [] : [...pbx.values()]),
    /** From now on a link that goes down does as it is told. */
    stopping(): void {
      stopping = true;
    },
    changed(link: LinkName, state: LinkState, why: string): void {
      const isUp = state === 'up';
      const before = pbx.get(link);
      const since = before?.isUp === isUp ? before.since : clock.now();
      // The gateways' state is kept in the database.
      if (link !== 'carrier') {
        pbx.set(link, { name: link, isUp, since, why });
        tell({ type: 'asterisk-link-changed', link, isUp });
      }
      up[link] = isUp;
      // The gateway says so itself, with its name.
      if (link !== 'carrier') log[state === 'down' && !stopping ? 'warn' : 'info']({ link }, why);
      if (up.ARI && up.AMI && up.carrier) resolve();
    },
  };
}
