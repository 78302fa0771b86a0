import type { CommandResult, LinkState, LiveChannel, Pbx, PbxEvent } from '../asterisk/pbx.ts';
import type { Call, CallEvent, PbxCommand, TimerName } from '../core/call.ts';
import type { Wiring } from '../core/call-plan.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Tell } from '../core/happening.ts';
import type { Log } from '../core/log.ts';
import { redactPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow } from '../store/queries/calls.ts';
import { type AdvancedCall, advanceCall, type FindCall } from './advance-call.ts';
import type { Business } from './business.ts';
import { createCallTimers } from './call-timers.ts';
import { type ReceivedCall, receiveCall } from './receive-call.ts';
import { bridgesLeft, type LostLeg, reconcileCalls } from './reconcile-calls.ts';

/** What a command leads to where Asterisk's own events do not say it. */
const DONE: { readonly [type in PbxCommand['type']]?: CallEvent } = {
  connect: { type: 'legs-bridged' },
  answer: { type: 'caller-answered' },
};

/** Before what failed is tried again. */
const AGAIN_MS: Millis = 1_000;

export interface CallDriverParts extends Wiring {
  readonly store: Store;
  readonly pbx: Pbx;
  readonly clock: Clock;
  readonly log: Log;
  readonly business: Business;
  /** Told after a commit that put a text in the outbox. */
  readonly onQueued: () => void;
  readonly tell: Tell;
}

/**
 * Carries events from Asterisk and from the timers to the call machine, and the machine's commands back.
 * Each event is handled to its commit before the next is looked at; commands run after the commit, side by
 * side, and what becomes of them comes back as events.
 */
export interface CallDriver {
  readonly onEvent: (event: PbxEvent) => void;
  readonly onLink: (state: LinkState) => void;
  /**
   * No call is taken any more (the dialplan rings for those who still come) and timers rest; calls stay as
   * they are, for the next start. Resolves when what Asterisk was asked has been answered and kept.
   */
  stop(): Promise<void>;
}

export function createCallDriver(parts: CallDriverParts): CallDriver {
  const { store, pbx, clock, log, business, onQueued, tell } = parts;
  let stopped = false;
  let isUp = false;
  let reconciling = 0;
  const underWay = new Set<Promise<void>>();
  const timers = createCallTimers(clock, elapse);

  /** A deadline that cannot be kept now, say for a full disk, is tried again: nothing else would end the call. */
  function elapse(callerChannelId: string, name: TimerName, at: Millis): void {
    if (stopped) return;
    const isKept = guard(() => advance(callOf(callerChannelId), () => ({ type: 'timer-elapsed', name, at })));
    if (!isKept) clock.setTimer(clock.now() + AGAIN_MS, () => elapse(callerChannelId, name, at));
  }

  function advance(find: FindCall, eventFor: (call: Call) => CallEvent): void {
    const advanced = advanceCall(store, find, eventFor, business, clock.now());
    if (advanced !== null) carryOut(advanced);
  }

  function carryOut({ callId, transition, recorded }: AdvancedCall): void {
    const { call, commands, facts } = transition;
    timers.arm(call.callerChannelId, call.timers);
    for (const command of commands) {
      const running: Promise<void> = run(call.callerChannelId, command).finally(() =>
        underWay.delete(running),
      );
      underWay.add(running);
    }
    // The text can wait for the commands to be on the wire; the caller on the line cannot wait for its commit.
    if (recorded?.messageId) setImmediate(onQueued);
    for (const happening of recorded?.happenings ?? []) tell(happening);
    for (const fact of facts) {
      if (fact.type === 'outcome-decided')
        log.info({ call: callId, outcome: fact.outcome }, 'the call has its outcome');
    }
    if (recorded?.suppressed === 'no-credit') {
      log.error(
        { call: callId },
        'OUT OF CREDITS: a missed caller was not texted. Run `textback credits topup 100`.',
      );
    } else if (recorded?.suppressed) {
      log.info({ call: callId, reason: recorded.suppressed }, 'the caller is not texted');
    }
  }

  async function run(callerChannelId: string, command: PbxCommand): Promise<void> {
    const result = await pbx.execute(command);
    guard(() => advanceByResult(callerChannelId, command, result));
  }

  function advanceByResult(callerChannelId: string, command: PbxCommand, result: CommandResult): void {
    if (result.kind === 'done') {
      const done = DONE[command.type];
      if (done !== undefined) advance(callOf(callerChannelId), () => done);
      return;
    }
    const { kind, why } = result;
    if (kind !== 'gone') log.warn({ command: command.type, why }, 'Asterisk did not carry out a command');
    const tellFailed = () =>
      advance(callOf(callerChannelId), () => ({ type: 'command-failed', command, kind }));
    if (kind === 'lost' && command.type === 'originate') unlessLinkBroke(tellFailed);
    else tellFailed();
  }

  /** A phone whose request was lost with the link may ring or not: the reunion will tell, and the caller can wait. */
  function unlessLinkBroke(task: () => void): void {
    const round = reconciling;
    clock.setTimer(clock.now() + AGAIN_MS, () => {
      if (!stopped && isUp && round === reconciling) guard(task);
    });
  }

  function handle(event: PbxEvent | LostLeg): void {
    const { channelId } = event;
    switch (event.type) {
      case 'caller-arrived':
        arrive(event);
        break;
      case 'channel-ringing':
        advance(byChannel(channelId), () => ({ type: 'leg-ringing', channelId }));
        break;
      case 'leg-answered':
        answer(channelId);
        break;
      case 'digit-pressed':
        advance(byChannel(channelId), () => ({ ...event, type: 'leg-pressed' }));
        break;
      case 'media-finished':
      case 'leg-lost':
        advance(byChannel(channelId), () => event);
        break;
      case 'channel-gone':
        advance(byChannel(channelId), (call) =>
          call.callerChannelId === channelId ? { type: 'caller-hung-up' } : { ...event, type: 'leg-ended' },
        );
        break;
    }
  }

  function arrive(caller: Extract<PbxEvent, { type: 'caller-arrived' }>): void {
    const received = receive(caller);
    switch (received.kind) {
      case 'known':
        break;
      case 'over':
        hangUp(caller.channelId);
        break;
      case 'no-such-line':
        log.warn(
          { dialled: redactPhone(caller.dialled) },
          'a call came for a number that is no line here; the dialplan goes on with it',
        );
        void pbx.continueInDialplan(caller.channelId);
        break;
      case 'observed-line':
        log.warn(
          { dialled: redactPhone(caller.dialled) },
          'a call for a line that is only observed was sent to textback; the dialplan goes on with it',
        );
        void pbx.continueInDialplan(caller.channelId);
        break;
      case 'started':
        log.info({ call: received.callId }, 'a call came in');
        carryOut(received);
    }
  }

  /** A caller whose call cannot be kept is not left in silence: the dialplan rings somebody. */
  function receive(caller: Extract<PbxEvent, { type: 'caller-arrived' }>): ReceivedCall {
    try {
      return receiveCall(store, caller, parts, clock.now());
    } catch (error) {
      void pbx.continueInDialplan(caller.channelId);
      throw error;
    }
  }

  function hangUp(channelId: string): void {
    void pbx.execute({ type: 'hang-up', channelId, reason: 'normal' });
  }

  /** A leg that answers for a call that is over is released, not left in silence. */
  function answer(channelId: string): void {
    const advanced = advanceCall(
      store,
      byChannel(channelId),
      () => ({ type: 'leg-answered', channelId }),
      business,
      clock.now(),
    );
    if (advanced === null) hangUp(channelId);
    else carryOut(advanced);
  }

  /** One event that cannot be handled must not take the others with it. */
  function guard(task: () => void): boolean {
    try {
      task();
      return true;
    } catch (error) {
      log.error({ err: error }, 'an event of a call could not be handled');
      return false;
    }
  }

  function openCalls(): readonly CallRow[] {
    return store.read((reader) => reader.calls.open());
  }

  async function reconcile(): Promise<void> {
    const round = ++reconciling;
    const isOver = () => stopped || round !== reconciling;
    try {
      const before = openCalls();
      const channels = await pbx.listChannels();
      if (!isOver()) reunite(before, channels);
    } catch (error) {
      log.warn({ err: error }, 'open calls and channels could not be compared; trying again');
      clock.setTimer(clock.now() + AGAIN_MS, () => {
        if (!isOver() && pbx.state === 'up') void reconcile();
      });
    }
  }

  function reunite(before: readonly CallRow[], channels: readonly LiveChannel[]): void {
    const { events, orphans } = reconcileCalls(before, openCalls(), channels);
    for (const event of events) guard(() => handle(event));
    for (const channelId of orphans) hangUp(channelId);
    const states = new Map(before.map((row) => [row.callerChannelId, row.state]));
    const open = openCalls();
    for (const bridgeId of bridgesLeft(before, open)) void pbx.execute({ type: 'destroy-bridge', bridgeId });
    for (const { callerChannelId, machine, state } of open) {
      if (machine !== null) timers.arm(callerChannelId, machine.timers);
      // A call that has moved on since has its commands under way already.
      if (states.get(callerChannelId) !== state) continue;
      guard(() => advance(callOf(callerChannelId), () => ({ type: 'link-restored' })));
    }
    timers.resume();
  }

  return {
    onEvent(event) {
      if (!stopped) guard(() => handle(event));
      // We are still registered with Asterisk, but nobody would ring a phone: the dialplan does.
      else if (event.type === 'caller-arrived') void pbx.continueInDialplan(event.channelId);
    },
    onLink(state) {
      isUp = state === 'up';
      // While Asterisk cannot be heard, a phone may be answered unheard: deadlines wait for the reunion.
      if (isUp) {
        void reconcile();
        return;
      }
      // An answer of before must not set the deadlines going.
      reconciling += 1;
      timers.pause();
    },
    async stop() {
      stopped = true;
      timers.pause();
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function callOf(callerChannelId: string): FindCall {
  return (reader) => reader.calls.byCaller(callerChannelId);
}

function byChannel(channelId: string): FindCall {
  return (reader) => reader.calls.byChannel(channelId);
}
