import { Hono } from 'hono';
import type { Clock, Millis } from '../../core/clock.ts';
import type { ChangeFeed } from '../change-feed.ts';
import { problem } from '../problem.tsx';
import type { PersonEnv } from '../web-env.ts';

/** Proxies close what is silent for a minute; and a session may have been ended meanwhile. */
const BEAT_MS: Millis = 25_000;

/**
 * Server-sent events (HTML Standard §9.2): `changed` whenever a page may be out of date. What it is now, the page asks
 * for itself, as the person that it belongs to.
 */
export function eventRoutes(feed: ChangeFeed, clock: Clock): Hono<PersonEnv> {
  return new Hono<PersonEnv>().get('/events', (context) => {
    const { isStillSignedIn } = context.get('person');
    const body = eventStream(feed, clock, isStillSignedIn);
    if (body === null) return problem(context, 'too-many-pages');
    return context.body(body, 200, { 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' });
  });
}

function eventStream(
  feed: ChangeFeed,
  clock: Clock,
  isStillSignedIn: () => boolean,
): ReadableStream<Uint8Array> | null {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const writer = writable.getWriter();
  const encoder = new TextEncoder();
  let cancelBeat = () => {};

  const end = () => {
    cancelBeat();
    unsubscribe?.();
    // Whoever has hung up already has nothing to close.
    writer.close().catch(() => {});
  };
  // One that does not read gets no more: it asks anew when it does.
  const send = (text: string) => {
    if ((writer.desiredSize ?? 0) > 0) writer.write(encoder.encode(text)).catch(end);
  };
  const beat = () => {
    if (!isStillSignedIn()) return end();
    send(': still there\n\n');
    cancelBeat = clock.setTimer(clock.now() + BEAT_MS, beat);
  };

  const unsubscribe = feed.subscribe({ onChange: () => send('event: changed\ndata:\n\n'), onStop: end });
  if (unsubscribe === null) return null;
  writer.closed.catch(end);
  beat();
  return readable;
}
