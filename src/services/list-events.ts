import type { Store } from '../store/open-store.ts';
import { eventJson } from './event-json.ts';
import type { Rejection } from './rejection.ts';

/** An event as programs get it. */
export type EventJson = ReturnType<typeof eventJson>;

/**
 * What happened, in order: at most `limit`, those after an event, else from the oldest that is kept.
 * @param after its id, as programs know it
 */
export function listEvents(
  store: Pick<Store, 'read'>,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): { readonly kind: 'events'; readonly events: readonly EventJson[] } | Rejection {
  return store.read((reader) => {
    const last = after === undefined ? undefined : reader.events.byUid(after);
    if (after !== undefined && last === undefined) return noSuchEvent(after);
    const events = reader.events.after(last?.id ?? 0, limit);
    return { kind: 'events', events: events.map((event) => eventJson(reader, event)) };
  });
}

function noSuchEvent(id: string): Rejection {
  return {
    kind: 'not-found',
    problem: `There is no event ${JSON.stringify(id.slice(0, 64))}.`,
    remedy: 'It may be older than events are kept; begin with the oldest that is.',
  };
}
