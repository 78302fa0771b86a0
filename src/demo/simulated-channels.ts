import type { Clock, Millis } from '../core/clock.ts';
import {
  type Ending,
  endingOf,
  FLAVOURS,
  type Flavour,
  HANGUP_CAUSES,
  type PhoneBehaviour,
} from './simulated-phones.ts';
import { createSimulatedPlaybacks } from './simulated-playbacks.ts';

/** What the caller's own phone noticed, in order. `cause` is Q.850. */
export type Heard =
  | { readonly what: 'ringing' | 'answered' | 'bridged'; readonly at: Millis }
  | { readonly what: 'media'; readonly at: Millis; readonly media: string }
  /** The call left the application and went on in the dialplan, at this label (`''`: the next priority). */
  | { readonly what: 'fallback'; readonly at: Millis; readonly label: string }
  /** Likewise, at a place of its own: `context,extension,priority`. */
  | { readonly what: 'continued'; readonly at: Millis; readonly place: string }
  | { readonly what: 'released'; readonly at: Millis; readonly cause: number };

/** A call from the trunk. `args`: what the dialplan passes to `Stasis`, unless told `inbound` and the number dialled. */
export interface CallRequest {
  readonly from: string;
  readonly name?: string;
  readonly to: string;
  /** Absent: as Asterisk numbers channels. */
  readonly channelId?: string;
  readonly app?: string;
  readonly args?: readonly string[];
}

export interface SimulatedCall {
  readonly channelId: string;
  /** ARI's channel state, or `gone`. */
  readonly state: string;
  readonly heard: readonly Heard[];
  hangUp(): void;
}

export interface SimulatedChannel {
  readonly id: string;
  readonly role: 'caller' | 'leg';
  readonly endpoint: string;
  readonly app: string;
  readonly appData: string;
  readonly caller: { readonly name: string; readonly number: string };
  readonly exten: string;
  /** The number that the phone shows the call as diverted from; `''` for none. */
  readonly divertedFrom: string;
  readonly heard: Heard[];
  readonly timers: (() => void)[];
  state: 'Down' | 'Ring' | 'Ringing' | 'Up';
  inApp: boolean;
}

type AriEvent = Readonly<Record<string, unknown>>;
export type CommandStatus = 'done' | 'not-found' | 'not-in-app' | 'exists' | 'allocation-failed';

export interface ChannelsOptions {
  readonly clock: Clock;
  readonly flavour: Flavour;
  readonly phoneAt: (endpoint: string) => PhoneBehaviour;
  /** Delivers an event to the application; false when it is not connected. */
  readonly deliver: (app: string, event: AriEvent) => boolean;
  readonly isConnected: (app: string) => boolean;
}

export type SimulatedChannels = ReturnType<typeof createSimulatedChannels>;

/** Channels, bridges and phones of the simulated PBX: an in-memory model that speaks in ARI events. */
export function createSimulatedChannels(options: ChannelsOptions) {
  const { clock, deliver } = options;
  const channels = new Map<string, SimulatedChannel>();
  const bridges = new Map<string, Set<string>>();
  const playbacks = createSimulatedPlaybacks(clock, (channelId, type, playback) => {
    const app = channels.get(channelId)?.app ?? 'textback';
    deliver(app, { type, application: app, playback });
  });
  let lastCall = 0;

  function snapshot(channel: SimulatedChannel): AriEvent {
    const stasis = { app_name: 'Stasis', app_data: channel.appData };
    return {
      id: channel.id,
      name: `PJSIP/${channel.role}-${channel.id}`,
      state: channel.state,
      caller: channel.caller,
      connected: { name: '', number: '' },
      accountcode: '',
      dialplan: {
        context: 'from-trunk',
        exten: channel.exten,
        priority: 1,
        ...(FLAVOURS[options.flavour].dialplanTellsApp && channel.role === 'caller' ? stasis : {}),
      },
      creationtime: new Date(clock.now()).toISOString(),
      language: 'en',
    };
  }

  function tell(channel: SimulatedChannel, type: string, fields: AriEvent = {}): void {
    const timestamp = new Date(clock.now()).toISOString();
    deliver(channel.app, {
      type,
      application: channel.app,
      timestamp,
      channel: snapshot(channel),
      ...fields,
    });
  }

  function tellDial(channel: SimulatedChannel, dialstatus: string): void {
    const peer = snapshot(channel);
    deliver(channel.app, { type: 'Dial', application: channel.app, peer, dialstatus });
  }

  function later(channel: SimulatedChannel, ms: Millis, task: () => void): void {
    channel.timers.push(
      clock.setTimer(clock.now() + ms, () => {
        if (channels.get(channel.id) === channel) task();
      }),
    );
  }

  function setState(channel: SimulatedChannel, state: SimulatedChannel['state']): void {
    channel.state = state;
    tell(channel, 'ChannelStateChange');
  }

  function destroy(channel: SimulatedChannel, { cause, techCause }: Ending): void {
    if (!channels.has(channel.id)) return;
    playbacks.endOf(channel.id);
    channels.delete(channel.id);
    for (const cancel of channel.timers) cancel();
    for (const members of bridges.values()) members.delete(channel.id);
    if (channel.inApp) tell(channel, 'StasisEnd');
    channel.inApp = false;
    const tech =
      techCause !== null && FLAVOURS[options.flavour].tellsTechCause ? { tech_cause: techCause } : {};
    tell(channel, 'ChannelDestroyed', { cause, cause_txt: `Cause ${cause}`, ...tech });
  }

  function enterApp(channel: SimulatedChannel, args: readonly string[]): void {
    channel.inApp = true;
    tell(channel, 'StasisStart', { args });
  }

  function ring(channel: SimulatedChannel): void {
    // Real Asterisk gives these two in either order.
    tellDial(channel, 'RINGING');
    setState(channel, 'Ringing');
  }

  function fail(channel: SimulatedChannel, behaviour: PhoneBehaviour): void {
    const ending = endingOf(behaviour, options.flavour);
    tell(channel, 'ChannelHangupRequest', { cause: ending.cause });
    if (ending.dialStatus !== null) tellDial(channel, ending.dialStatus);
    destroy(channel, ending);
  }

  function answerLeg(channel: SimulatedChannel): void {
    setState(channel, 'Up');
    tellDial(channel, 'ANSWER');
    enterApp(channel, channel.appData.split(','));
  }

  /** A phone that rings takes a moment before; one that fails does so at once or after `afterMs`. */
  function play(channel: SimulatedChannel, behaviour: PhoneBehaviour, timeoutMs: Millis): void {
    tellDial(channel, '');
    switch (behaviour.kind) {
      case 'dead':
      case 'no-endpoint':
        break;
      case 'silent':
        later(channel, 0, () => ring(channel));
        break;
      case 'answer':
        later(channel, 0, () => ring(channel));
        later(channel, behaviour.afterMs, () => answerLeg(channel));
        if (behaviour.hangUpAfterMs !== undefined)
          later(channel, behaviour.afterMs + behaviour.hangUpAfterMs, () => hangUp(channel.id, 'remote'));
        break;
      default:
        if (behaviour.ringsFirst === true) later(channel, 0, () => ring(channel));
        later(channel, behaviour.afterMs ?? 0, () => fail(channel, behaviour));
    }
    later(channel, timeoutMs, () => {
      if (channel.state !== 'Up') destroy(channel, endingOf({ kind: 'silent' }, options.flavour));
    });
  }

  function placeCall(request: CallRequest): SimulatedCall {
    lastCall += 1;
    const app = request.app ?? 'textback';
    const args = request.args ?? ['inbound', request.to];
    const channel: SimulatedChannel = {
      id: request.channelId ?? `${Math.floor(clock.now() / 1000)}.${lastCall}`,
      role: 'caller',
      endpoint: '',
      app,
      appData: [app, ...args].join(','),
      caller: { name: request.name ?? '', number: request.from },
      exten: request.to,
      divertedFrom: '',
      heard: [],
      timers: [],
      state: 'Ring',
      inApp: false,
    };
    channels.set(channel.id, channel);
    if (options.isConnected(app)) enterApp(channel, args);
    else channel.heard.push({ what: 'fallback', at: clock.now(), label: '' });
    return {
      channelId: channel.id,
      get state() {
        return channels.get(channel.id)?.state ?? 'gone';
      },
      heard: channel.heard,
      hangUp: () => hangUp(channel.id, 'remote'),
    };
  }

  function originate(request: {
    channelId: string;
    endpoint: string;
    app: string;
    appArgs: string;
    callerId: string;
    timeoutMs: Millis;
    divertedFrom: string;
  }): CommandStatus {
    if (channels.has(request.channelId)) return 'exists';
    const behaviour = options.phoneAt(request.endpoint);
    if (behaviour.kind === 'no-endpoint') return 'allocation-failed';
    const channel: SimulatedChannel = {
      id: request.channelId,
      role: 'leg',
      endpoint: request.endpoint,
      app: request.app,
      appData: request.appArgs,
      caller: readCallerId(request.callerId),
      exten: 's',
      divertedFrom: request.divertedFrom,
      heard: [],
      timers: [],
      state: 'Down',
      inApp: false,
    };
    channels.set(channel.id, channel);
    tell(channel, 'ChannelCreated');
    play(channel, behaviour, request.timeoutMs);
    return 'done';
  }

  function hangUp(channelId: string, reason: keyof typeof HANGUP_CAUSES): CommandStatus {
    const channel = channels.get(channelId);
    if (channel === undefined) return 'not-found';
    const cause = HANGUP_CAUSES[reason];
    tell(channel, 'ChannelHangupRequest', { cause, soft: reason !== 'remote' });
    if (channel.role === 'caller') channel.heard.push({ what: 'released', at: clock.now(), cause });
    destroy(channel, { cause, techCause: null, dialStatus: null });
    return 'done';
  }

  function inApp(channelId: string, act: (channel: SimulatedChannel) => void): CommandStatus {
    const channel = channels.get(channelId);
    if (channel === undefined) return 'not-found';
    if (!channel.inApp) return 'not-in-app';
    act(channel);
    return 'done';
  }

  return {
    placeCall,
    originate,
    hangUp,
    indicateRinging: (channelId: string) =>
      inApp(channelId, (channel) => channel.heard.push({ what: 'ringing', at: clock.now() })),
    answer: (channelId: string) =>
      inApp(channelId, (channel) => {
        if (channel.state === 'Up') return;
        channel.heard.push({ what: 'answered', at: clock.now() });
        setState(channel, 'Up');
      }),
    /** At a label of where it was, or at a place of its own. */
    leave: (channelId: string, to: { readonly label: string } | { readonly place: string }) =>
      inApp(channelId, (channel) => {
        channel.inApp = false;
        tell(channel, 'StasisEnd');
        const at = clock.now();
        channel.heard.push(
          'label' in to
            ? { what: 'fallback', at, label: to.label }
            : { what: 'continued', at, place: to.place },
        );
      }),
    play: (channelId: string, playbackId: string, media: readonly string[]) =>
      inApp(channelId, (channel) => {
        for (const each of media) channel.heard.push({ what: 'media', at: clock.now(), media: each });
        playbacks.play(channelId, playbackId, media);
      }),
    stopPlayback: (playbackId: string) => playbacks.stop(playbackId),
    /** The person at this leg, or the caller, presses a key. */
    press: (channelId: string, digit: string) =>
      inApp(channelId, (channel) => tell(channel, 'ChannelDtmfReceived', { digit, duration_ms: 100 })),
    createBridge: (bridgeId: string) => void bridges.set(bridgeId, bridges.get(bridgeId) ?? new Set()),
    destroyBridge: (bridgeId: string) => bridges.delete(bridgeId),
    bridges: (): ReadonlyMap<string, ReadonlySet<string>> => bridges,
    join(bridgeId: string, ids: readonly string[]): CommandStatus {
      const members = bridges.get(bridgeId);
      if (members === undefined) return 'not-found';
      for (const id of ids) {
        const status = inApp(id, (channel) => {
          members.add(id);
          channel.heard.push({ what: 'bridged', at: clock.now() });
        });
        if (status !== 'done') return 'not-in-app';
      }
      return 'done';
    },
    snapshotOf: (channelId: string): AriEvent | null => {
      const channel = channels.get(channelId);
      return channel === undefined ? null : snapshot(channel);
    },
    snapshots: () => [...channels.values()].map(snapshot),
    idsOf: (app: string) => [...channels.values()].filter((one) => one.app === app).map((one) => one.id),
    /** The phones that have a call now. */
    legs: (): readonly SimulatedChannel[] => [...channels.values()].filter((one) => one.role === 'leg'),
    stop() {
      for (const channel of channels.values()) for (const cancel of channel.timers) cancel();
      playbacks.clear();
      channels.clear();
    },
  };
}

export function readCallerId(callerId: string): { name: string; number: string } {
  const [, name = '', number = ''] = /^(?:"([^"]*)" )?<([^>]*)>$/.exec(callerId) ?? [];
  return { name, number };
}
