import type { ChannelSource } from '../asterisk/channel-source.ts';
import type { LinkState } from '../asterisk/pbx.ts';
import { type CallWatch, createCallWatch, type Listing, type WatchEvent } from '../core/call-watch.ts';
import type { ChannelEvent } from '../core/channel-event.ts';
import type { Millis } from '../core/clock.ts';
import { callsLeft, strangersIn } from './compare-channels.ts';
import { createObservedKeeper } from './keep-observed.ts';
import { keepOutbound } from './keep-outbound.ts';
import type { OutcomeParts } from './outcome-parts.ts';
import { endOutboundCall } from './record-outbound-call.ts';

/** Channels kept in mind; a PBX of a thousand calls has a few thousand. */
const MOST_CHANNELS = 10_000;
/** Events that come while Asterisk lists its channels; more, and it has to list them again. */
const MOST_WAITING = 20_000;
/** Before Asterisk is asked again: after the first failure, and at most. */
const AGAIN_MS: Millis = 1_000;
const AGAIN_AT_MOST_MS: Millis = 60_000;
/** How often it is made sure that what is thought to go on does. */
const CHECK_EVERY_MS: Millis = 60_000;

export interface CallWatcherParts extends OutcomeParts {
  readonly source: ChannelSource;
  readonly internalContexts: readonly string[];
}

/** Keeps up with the calls that Asterisk handles without us: those that are only observed, and those going out. */
export interface CallWatcher {
  readonly onEvent: (event: ChannelEvent) => void;
  readonly onLink: (state: LinkState) => void;
  stop(): void;
}

export function createCallWatcher(parts: CallWatcherParts): CallWatcher {
  const { store, clock, log, business, source, internalContexts } = parts;
  const observed = createObservedKeeper(parts);
  /** Null while what goes on is not known. */
  let watch: CallWatch | null = null;
  let waiting: ChannelEvent[] = [];
  /** Counts what makes an answer of before meaningless. */
  let round = 0;
  let isUp = false;
  let failures = 0;
  let cancelNext = () => {};
  /** Open calls that Asterisk did not list the last time. */
  let missing: ReadonlySet<string> = new Set();

  function keep(event: WatchEvent): void {
    switch (event.type) {
      case 'caller-arrived':
        if (observed.arrive(event, clock.now())) follow(event.channelId);
        break;
      case 'observed':
        observed.keep(event.callerId, event.event);
        break;
      default:
        if (keepOutbound(event, parts)) watch?.forgetOutbound(event.callId);
    }
  }

  function follow(callerId: string): void {
    for (const told of watch?.observe(callerId) ?? []) guard(() => keep(told));
  }

  /** One event that cannot be kept must not take the others with it. */
  function guard(task: () => void): void {
    try {
      task();
    } catch (error) {
      log.error({ err: error }, 'what Asterisk told of a call could not be kept');
    }
  }

  function take(event: ChannelEvent): void {
    for (const told of watch?.take(event) ?? []) guard(() => keep(told));
  }

  function later(ms: Millis, task: () => Promise<void>): void {
    const mine = round;
    cancelNext();
    cancelNext = clock.setTimer(clock.now() + ms, () => {
      if (mine === round && isUp) void task();
    });
  }

  /** Asterisk's channels; null where the answer means nothing any more, or there is none. */
  async function list(retry: () => Promise<void>): Promise<Listing | null> {
    const mine = round;
    try {
      const listing = await source.list();
      if (mine !== round) return null;
      failures = 0;
      return listing;
    } catch (error) {
      if (mine !== round) return null;
      log.warn({ err: error }, 'Asterisk’s channels could not be listed; trying again');
      later(Math.min(AGAIN_MS * 2 ** failures, AGAIN_AT_MOST_MS), retry);
      failures += 1;
      return null;
    }
  }

  /** After a start or a gap: what goes on is taken up, and what ended meanwhile is ended. */
  async function catchUp(): Promise<void> {
    const mine = ++round;
    watch = null;
    waiting = [];
    const listing = await list(catchUp);
    if (listing === null) return;
    if (waiting.length >= MOST_WAITING) {
      later(AGAIN_MS, catchUp);
      return;
    }
    try {
      resume(listing);
      const events = waiting;
      waiting = [];
      for (const event of events) take(event);
      await meetStrangers(listing, mine);
      if (mine === round) later(CHECK_EVERY_MS, check);
    } catch (error) {
      log.error({ err: error }, 'calls could not be taken up again; trying again');
      if (mine === round) later(AGAIN_MS, catchUp);
    }
  }

  function resume(listing: Listing): void {
    const open = openCalls();
    const { going, over } = callsLeft(open, listing);
    const fresh = createCallWatch({ internalContexts, country: business.country, limit: MOST_CHANNELS });
    watch = fresh;
    endUnheard(over);
    for (const callerId of going.doubtful) observed.doubt(callerId);
    for (const { callerId, event } of going.missed) observed.keep(callerId, event);
    for (const event of fresh.restore(listing, going.callerIds, going.callIds)) guard(() => keep(event));
  }

  function openCalls() {
    return store.read(({ calls, outboundCalls }) => ({
      observed: calls.openObserved(),
      outbound: outboundCalls.open(),
    }));
  }

  function endUnheard({ callerIds, callIds }: ReturnType<typeof callsLeft>['over']): void {
    for (const callerId of callerIds) observed.keep(callerId, { type: 'lost-from-sight' });
    for (const callId of callIds) guard(() => endOutboundCall(store, callId, false, clock.now()));
  }

  /** Callers who came while nobody listened, and of whom it can be told which line they called. */
  async function meetStrangers(listing: Listing, mine: number): Promise<void> {
    const hasLines = store.read(({ lines }) => lines.all().some(({ mode }) => mode === 'observe'));
    const known = new Set(openCalls().observed.map(({ callerChannelId }) => callerChannelId));
    for (const stranger of hasLines ? strangersIn(listing, internalContexts) : []) {
      if (known.has(stranger.id)) continue;
      const dialled = stranger.dialled ?? (await source.dialledOn(stranger.name));
      if (mine !== round || watch === null) return;
      const arrived = { ...stranger, channelId: stranger.id, dialled };
      if (!watch.knows(stranger.id) || !observed.arrive(arrived, clock.now() - stranger.ageMs)) continue;
      if (stranger.isUp) observed.doubt(stranger.id);
      follow(stranger.id);
    }
  }

  /** What ended without being heard of must not go on for ever: it is ended once it is missing twice. */
  async function check(): Promise<void> {
    const isQuiet = isNothingOpen();
    const listing = isQuiet ? null : await list(check);
    if (listing !== null) guard(() => endMissing(listing));
    if (isQuiet || listing !== null) later(CHECK_EVERY_MS, check);
  }

  function isNothingOpen(): boolean {
    try {
      const { observed, outbound } = openCalls();
      return observed.length + outbound.length === 0;
    } catch {
      // The next look tells.
      return true;
    }
  }

  function endMissing(listing: Listing): void {
    const { over } = callsLeft(openCalls(), listing);
    const twice = (ids: readonly string[]) => ids.filter((id) => missing.has(id));
    endUnheard({ callerIds: twice(over.callerIds), callIds: twice(over.callIds) });
    missing = new Set([...over.callerIds, ...over.callIds]);
  }

  return {
    onEvent(event) {
      if (watch !== null) take(event);
      else if (isUp && waiting.length < MOST_WAITING) waiting.push(event);
    },
    onLink(state) {
      isUp = state === 'up';
      if (isUp) {
        void catchUp();
        return;
      }
      round += 1;
      watch = null;
      waiting = [];
    },
    stop() {
      isUp = false;
      round += 1;
      watch = null;
      cancelNext();
      observed.stop();
    },
  };
}
