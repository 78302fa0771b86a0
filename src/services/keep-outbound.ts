import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { OutboundEvent } from '../core/outbound-watch.ts';
import type { Store } from '../store/open-store.ts';
import { connectOutboundCall, endOutboundCall, recordOutboundCall } from './record-outbound-call.ts';

/**
 * Keeps what is told of calls that extensions make.
 * @returns true where it is none of theirs after all, and nothing more need be told
 */
export function keepOutbound(
  event: OutboundEvent,
  { store, clock, log }: { readonly store: Store; readonly clock: Clock; readonly log: Log },
): boolean {
  const now = clock.now();
  switch (event.type) {
    case 'outbound-dialled': {
      const recorded = recordOutboundCall(store, event, now);
      if (recorded.kind === 'recorded') log.info({ outbound: recorded.id }, 'an extension calls out');
      return recorded.kind === 'own-line';
    }
    case 'outbound-connected': {
      const connected = connectOutboundCall(store, event.callId, now);
      if (connected !== null) {
        const { id: outbound, returned } = connected;
        log.info({ outbound, returned }, 'a call out is connected');
      }
      return false;
    }
    case 'outbound-ended':
      endOutboundCall(store, event.callId, true, now);
      return false;
  }
}
