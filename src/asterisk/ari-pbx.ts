import ari, { type Client } from 'ari-client';
import { backoffMs } from '../core/backoff.ts';
import type { PbxCommand } from '../core/call.ts';
import type { Clock } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import { CROSSING_MS, commandResult, runCommand, runContinue } from './ari-commands.ts';
import { isInApp, parseAriEvent, parseLiveChannel } from './ari-events.ts';
import { type AppHolder, createAppHolding, heldReason } from './ari-holder.ts';
import { type AriOptions, AriRequestError, createAriHttp, REQUEST_DEADLINE_MS } from './ari-http.ts';
import { explainLost, probeAri } from './ari-probe.ts';
import { openAriSocket } from './ari-socket.ts';
import { sendText, type TextSender } from './ari-texts.ts';
import { routeAriClientThrough } from './ari-transport.ts';
import { setDeadline } from './deadline.ts';
import { createDialMemory } from './dial-memory.ts';
import { createDoomedLegs } from './doomed-legs.ts';
import { isRecord, recordAt, textAt } from './json.ts';
import { createLinkState } from './link-state.ts';
import type { CommandResult, LiveChannel, Pbx, PbxEvent, PbxListeners } from './pbx.ts';
import { sleep } from './sleep.ts';

export type { AriOptions } from './ari-http.ts';

export interface AdapterParts {
  readonly clock: Clock;
  readonly log: Log;
  /** Uniform in [0, 1), e.g. `Math.random`: spreads reconnections. */
  readonly random: () => number;
}

const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** A link that lasted this long starts its back-off anew; one that keeps falling at once does not. */
const STEADY_MS = 10_000;
/** How often we look whether the other daemon has let the application go. */
const TAKEN_OVER_RETRY_MS = 30_000;

type Ending = { readonly why: string; readonly takenOver: boolean };

export interface AriPbxOptions extends AriOptions {
  readonly holder: AppHolder;
}

/**
 * Call control over ARI: ari-client's operations and WebSocket, behind everything that version 2.2.0 lacks
 * (deadlines, keep-alive, a probe, a guarded reader, a watchdog, reconnection without end).
 * Logs no credentials and no phone numbers. Tells `onLink` at each change, and again when the reason changes.
 */
export function createAriPbx(
  options: AriPbxOptions,
  listeners: PbxListeners,
  parts: AdapterParts,
): Pbx & TextSender {
  const { clock, log, random } = parts;
  const link = createLinkState(listeners.onLink, log);
  const http = createAriHttp(options, clock);
  const { origin } = new URL(options.url);
  const unroute = routeAriClientThrough(origin, http);
  const doomed = createDoomedLegs((channelId) => hangUpLeg(channelId), clock);
  let dialMemory = createDialMemory();
  let client: Client | null = null;
  const stopping = new AbortController();
  const { signal } = stopping;
  const holding = createAppHolding(http, options.app, options.holder, { clock, signal });
  let started = false;
  let hasBeenUp = false;

  async function keepConnected(): Promise<void> {
    let failures = 0;
    let takenOver = false;
    while (!signal.aborted) {
      const since = clock.now();
      const ending = await connectAndStay(takenOver);
      if (signal.aborted) return;
      failures = clock.now() - since >= STEADY_MS ? 0 : failures + 1;
      takenOver = ending.takenOver;
      link.set('down', ending.why);
      await sleep(
        clock,
        takenOver ? TAKEN_OVER_RETRY_MS : backoffMs(Math.max(0, failures - 1), random(), BACKOFF),
        signal,
      );
    }
  }

  async function connectAndStay(wasReplaced: boolean): Promise<Ending> {
    const wrong = await probeAri(http, options);
    if (wrong !== null) return { why: wrong, takenOver: false };
    // Two daemons that each take the name back would fight forever: we wait until the other is gone.
    const other = await holding.heldBy(wasReplaced);
    if (other !== null) return heldByAnother(heldReason(options.app, other.host));
    const letGo = holding.hold();
    try {
      client = await withinDeadline(ari.connect(origin, options.user, options.password));
      return await stay(client);
    } catch (error) {
      return { why: redact(explainLost(error, options.url)), takenOver: false };
    } finally {
      letGo();
    }
  }

  function heldByAnother(why: string): Ending {
    if (!hasBeenUp) listeners.onHeld(why);
    return { why, takenOver: true };
  }

  async function stay(connected: Client): Promise<Ending> {
    const { promise: ended, resolve: end } = Promise.withResolvers<Ending>();
    dialMemory = createDialMemory();
    const onEvent = (event: Readonly<Record<string, unknown>>) => {
      if (event['type'] !== 'ApplicationReplaced') dispatch(event);
      else end({ why: heldReason(options.app, null), takenOver: true });
    };
    const onLost = (why: string) => end({ why: redact(why), takenOver: false });
    const socket = await openAriSocket(connected, options.app, { onEvent, onLost }, { clock, log, signal });
    hasBeenUp = true;
    link.set('up', `connected to Asterisk at ${options.url} as application '${options.app}'`);
    doomed.retry();
    const ending = await ended;
    socket.close();
    return ending;
  }

  function dispatch(raw: Readonly<Record<string, unknown>>): void {
    const event = dialMemory.complete(raw, parseAriEvent(raw));
    if (event !== null) {
      if (!isHidden(event)) listeners.onEvent(event);
    } else if (raw['type'] === 'StasisStart') {
      const channelId = textAt(recordAt(raw, 'channel'), 'id');
      log.warn(
        { channelId },
        'A channel entered the application without "inbound,<number>": sent back to the dialplan',
      );
      void pbx.continueInDialplan(channelId);
    }
  }

  /** A leg given up for lost must not ring on, nor be taken for answered, if it turns up after all. */
  function isHidden(event: PbxEvent): boolean {
    if (event.type === 'caller-arrived' || !doomed.has(event.channelId)) return false;
    if (event.type === 'channel-gone') {
      doomed.forget(event.channelId);
      return false;
    }
    doomed.retry();
    return true;
  }

  async function hangUpLeg(channelId: string): Promise<CommandResult> {
    return await runOn((it) => runCommand(it, options.app, { type: 'hang-up', channelId, reason: 'normal' }));
  }

  async function runOn(run: (client: Client) => Promise<CommandResult>): Promise<CommandResult> {
    if (client === null || signal.aborted) return { kind: 'lost', why: 'not connected to Asterisk (ARI)' };
    try {
      return await run(client);
    } catch (error) {
      return commandResult(error);
    }
  }

  async function withinDeadline<T>(task: Promise<T>): Promise<T> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const cancel = setDeadline(clock, 2 * REQUEST_DEADLINE_MS, () =>
      reject(new AriRequestError('no answer while reading its API description', null)),
    );
    try {
      return await Promise.race([task, late]);
    } finally {
      cancel();
    }
  }

  function redact(words: string): string {
    return [options.password, encodeURIComponent(options.password)]
      .filter((secret) => secret !== '')
      .reduce((text, secret) => text.replaceAll(secret, '***'), words);
  }

  const pbx: Pbx & TextSender = {
    get state() {
      return link.state;
    },
    start() {
      if (started) return;
      started = true;
      link.set('connecting', `connecting to Asterisk at ${options.url}`);
      void keepConnected();
    },
    async execute(command: PbxCommand) {
      // Its events could not be heard, so that nothing could stop it: better not to ring at all.
      if (command.type === 'originate' && link.state !== 'up') {
        return { kind: 'refused', why: 'not connected to Asterisk (ARI)' };
      }
      const result = await runOn((it) => runCommand(it, options.app, command));
      if (command.type === 'originate' && result.kind !== 'done') doomed.add(command.channelId);
      // What crossed it on the wire comes first.
      if (command.type === 'connect' && result.kind === 'done')
        await sleep(clock, CROSSING_MS, stopping.signal);
      return result;
    },
    async listChannels() {
      if (client === null || link.state !== 'up') throw new Error('not connected to Asterisk (ARI)');
      const channels = await liveChannels(client, options.app);
      return channels.filter(({ channelId }) => !doomed.has(channelId));
    },
    async continueInDialplan(channelId) {
      return await runOn((it) => runContinue(it, channelId));
    },
    async sendText(text) {
      if (link.state !== 'up') return { kind: 'not-sent', why: 'not connected to Asterisk (ARI)' };
      return await sendText(http, text);
    },
    async stop() {
      stopping.abort();
      doomed.stop();
      unroute();
      http.close();
      link.set('down', 'stopped');
    },
  };
  return pbx;
}

/** An application that Asterisk does not know has no channels: it knows a new one only a moment after the WebSocket. */
function noneWhereNotFound(error: unknown): null {
  if (error instanceof AriRequestError && error.status === 404) return null;
  throw error;
}

async function liveChannels(client: Client, app: string): Promise<readonly LiveChannel[]> {
  const [application, channels] = await Promise.all([
    client.applications.get({ applicationName: app }).catch(noneWhereNotFound),
    client.channels.list({}),
  ]);
  const ids = isRecord(application) ? application['channel_ids'] : [];
  const ours = new Set(Array.isArray(ids) ? ids : []);
  const all: readonly unknown[] = Array.isArray(channels) ? channels : [];
  return all.flatMap((channel) => {
    const live = parseLiveChannel(channel);
    if (live === null) return [];
    // Asterisk subscribes us to the far half of a leg dialled through a Local channel too: not a leg of ours.
    const isFarHalf = live.channelId.endsWith(';2');
    return isInApp(channel, app) || (ours.has(live.channelId) && !isFarHalf) ? [live] : [];
  });
}
