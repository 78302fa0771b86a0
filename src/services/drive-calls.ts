import type { CommandResult, LinkState, PbxEvent } from '../asterisk/pbx.ts';
import type { Call, CallEvent, PbxCommand, TimerName } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import type { CallRow } from '../store/queries/calls.ts';
import { type AdvancedCall, advanceCall, type FindCall } from './advance-call.ts';
import { type CallSettler, createCallSettler } from './call-settler.ts';
import { createCallTimers } from './call-timers.ts';
import type { OutcomeParts } from './outcome-parts.ts';
import type { LostLeg } from './reconcile-calls.ts';
import { createCallReunion } from './reunite-calls.ts';
import { type CallerTaking, takeCaller } from './take-caller.ts';

/** What a command leads to where Asterisk's own events do not say it. */
const DONE: { readonly [type in PbxCommand['type']]?: CallEvent } = {
  connect: { type: 'legs-bridged' },
  answer: { type: 'caller-answered' },
};

/** Before what failed is tried again. */
const AGAIN_MS: Millis = 1_000;

export type CallDriverParts = CallerTaking & OutcomeParts;

/**
 * Carries events from Asterisk and from the timers to the call machine, and the machine's commands back.
 * Each event is handled to its commit before the next is looked at; commands run after the commit, side by
 * side, and what becomes of them comes back as events. What an outcome means for the business comes after the commands
 * that it leads to: the caller on the line does not wait for it.
 */
export interface CallDriver {
  readonly settleOwed: CallSettler['settleOwed'];
  readonly onEvent: (event: PbxEvent) => void;
  readonly onLink: (state: LinkState) => void;
  /**
   * No call is taken any more (the dialplan rings for those who still come) and timers rest; calls stay as
   * they are, for the next start. Resolves when what Asterisk was asked has been answered and kept.
   */
  stop(): Promise<void>;
}

export function createCallDriver(parts: CallDriverParts): CallDriver {
  const { store, pbx, clock, log, business } = parts;
  let stopped = false;
  let isUp = false;
  const underWay = new Set<Promise<void>>();
  const timers = createCallTimers(clock, elapse);
  const settler = createCallSettler(parts);
  const reunion = createCallReunion(parts, {
    onEvent: (event) => guard(() => handle(event)),
    onOrphan: hangUp,
    onOpenCall: restore,
    onEnd: () => timers.resume(),
  });

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

  function carryOut({ callId, transition, recorded, isOwed }: AdvancedCall): void {
    const { call, commands, facts } = transition;
    timers.arm(call.callerChannelId, call.timers);
    for (const command of commands) {
      const running: Promise<void> = run(call.callerChannelId, command).finally(() =>
        underWay.delete(running),
      );
      underWay.add(running);
    }
    for (const fact of facts) {
      if (fact.type === 'outcome-decided')
        log.info({ call: callId, outcome: fact.outcome }, 'the call has its outcome');
    }
    settler.say(callId, recorded);
    if (isOwed) settler.settle(callId);
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
    const { round } = reunion;
    clock.setTimer(clock.now() + AGAIN_MS, () => {
      if (!stopped && isUp && round === reunion.round) guard(task);
    });
  }

  function handle(event: PbxEvent | LostLeg): void {
    const { channelId } = event;
    switch (event.type) {
      case 'caller-arrived': {
        const started = takeCaller(parts, event);
        if (started !== null) carryOut(started);
        break;
      }
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

  /** A call has come through a lost link, or a restart. */
  function restore({ callerChannelId, machine }: CallRow, isUntouched: boolean): void {
    if (machine !== null) timers.arm(callerChannelId, machine.timers);
    if (isUntouched) guard(() => advance(callOf(callerChannelId), () => ({ type: 'link-restored' })));
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

  return {
    settleOwed: () => void guard(settler.settleOwed),
    onEvent(event) {
      if (!stopped) guard(() => handle(event));
      // We are still registered with Asterisk, but nobody would ring a phone: the dialplan does.
      else if (event.type === 'caller-arrived') void pbx.continueInDialplan(event.channelId);
    },
    onLink(state) {
      isUp = state === 'up';
      // While Asterisk cannot be heard, a phone may be answered unheard: deadlines wait for the reunion.
      if (isUp) {
        if (!stopped) reunion.begin();
        return;
      }
      // An answer of before must not set the deadlines going.
      reunion.end();
      timers.pause();
    },
    async stop() {
      stopped = true;
      reunion.end();
      timers.pause();
      while (underWay.size > 0) await Promise.all(underWay);
      await settler.stop();
    },
  };
}

function callOf(callerChannelId: string): FindCall {
  return (reader) => reader.calls.byCaller(callerChannelId);
}

function byChannel(channelId: string): FindCall {
  return (reader) => reader.calls.byChannel(channelId);
}
