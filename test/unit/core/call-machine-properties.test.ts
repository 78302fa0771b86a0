import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Call,
  type CallEvent,
  type CallFact,
  type CallPlan,
  type PbxCommand,
  TIMER_NAMES,
  type Transition,
  type Treatment,
} from '../../../src/core/call.ts';
import { startCall, transition } from '../../../src/core/call-machine.ts';
import { isAttempting } from '../../../src/core/call-moves.ts';
import { ANNOUNCEMENT, ANSWERED_ANNOUNCEMENT, CALLER, leg, NOW, planOf, VOICEMAIL } from './call-bench.ts';

const treatments = fc.constantFrom<Treatment>(
  { kind: 'release' },
  ANNOUNCEMENT,
  ANSWERED_ANNOUNCEMENT,
  VOICEMAIL,
);

const plans = fc
  .record({
    ringTimeoutSeconds: fc.integer({ min: 10, max: 60 }),
    steps: fc.array(
      fc.tuple(
        fc.integer({ min: 5, max: 60 }),
        fc.integer({ min: 1, max: 3 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 2 })),
      ),
      { maxLength: 3 },
    ),
    confirmMs: fc.integer({ min: 3_000, max: 30_000 }),
    afterMiss: treatments,
    blocked: fc.option(treatments, { freq: 8 }),
    /** How long the first two steps, and all of them, may ring together. */
    groupsMs: fc.option(
      fc.tuple(fc.integer({ min: 1, max: 30_000 }), fc.integer({ min: 5_000, max: 60_000 })),
    ),
  })
  .map(({ ringTimeoutSeconds, steps, confirmMs, afterMiss, blocked, groupsMs }): CallPlan => {
    const plan = planOf(ringTimeoutSeconds, ...steps);
    const [firstMs, allMs] = groupsMs ?? [];
    const groupsOf = (step: number) => [
      ...(firstMs === undefined || step > 1 ? [] : [{ id: 1, ringMs: firstMs }]),
      ...(allMs === undefined ? [] : [{ id: 2, ringMs: allMs }]),
    ];
    return {
      ...plan,
      steps: plan.steps.map((step, index) => ({ ...step, groups: groupsOf(index) })),
      confirmation: { ...plan.confirmation, timeoutMs: confirmMs },
      afterMiss,
      blocked,
    };
  });

/** Legs that exist, legs that may come to exist, and one that never will. */
const channels = fc.integer({ min: 1, max: 10 }).map(leg);

/** What happens next: an event of the outside world, an answer to a command given before, or a timer. */
type Happening =
  | { readonly kind: 'event'; readonly event: CallEvent }
  | { readonly kind: 'failure'; readonly nth: number; readonly how: 'gone' | 'refused' | 'lost' }
  | { readonly kind: 'played'; readonly nth: number; readonly isFailed: boolean }
  | { readonly kind: 'done'; readonly command: 'connect' | 'answer' };

interface Scene {
  readonly afterMs: number;
  /** While Asterisk cannot be heard timers rest, and what is overdue comes after the events. */
  readonly timersRest: boolean;
  readonly happening: Happening;
}

const scenes: fc.Arbitrary<Scene> = fc.record({
  afterMs: fc.integer({ min: 0, max: 20_000 }),
  timersRest: fc.boolean(),
  happening: fc.oneof(
    { weight: 4, arbitrary: channels.map((id) => event({ type: 'leg-ringing', channelId: id })) },
    { weight: 4, arbitrary: channels.map((id) => event({ type: 'leg-answered', channelId: id })) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(channels, fc.constantFrom(null, 0, 1, 16, 17, 19, 21, 34))
        .map(([channelId, cause]) => event({ type: 'leg-ended', channelId, cause, techCause: null })),
    },
    { weight: 1, arbitrary: channels.map((id) => event({ type: 'leg-lost', channelId: id })) },
    { weight: 2, arbitrary: fc.constant(event({ type: 'caller-hung-up' })) },
    { weight: 2, arbitrary: fc.constant<Happening>({ kind: 'done', command: 'connect' }) },
    { weight: 2, arbitrary: fc.constant<Happening>({ kind: 'done', command: 'answer' }) },
    { weight: 1, arbitrary: fc.constant(event({ type: 'link-restored' })) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.oneof(channels, fc.constant(CALLER)), fc.constantFrom('1', '1', '1', '2', '#'))
        .map(([channelId, digit]) => event({ type: 'leg-pressed', channelId, digit })),
    },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.nat(10), fc.boolean())
        .map(([nth, isFailed]): Happening => ({ kind: 'played', nth, isFailed })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...TIMER_NAMES), fc.integer({ min: NOW, max: NOW + 90_000 }))
        .map(([name, at]) => event({ type: 'timer-elapsed', name, at })),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.nat(30), fc.constantFrom('gone' as const, 'refused' as const, 'lost' as const))
        .map(([nth, how]): Happening => ({ kind: 'failure', nth, how })),
    },
  ),
});

function event(what: CallEvent): Happening {
  return { kind: 'event', event: what };
}

interface Story {
  readonly call: Call;
  readonly steps: readonly {
    readonly before: Call | null;
    readonly at: number;
    readonly then: Transition;
  }[];
  readonly commands: readonly PbxCommand[];
  readonly facts: readonly CallFact[];
}

/** Plays a story to its end: whatever did not happen, the timers end it. */
function play(plan: CallPlan, script: readonly Scene[]): Story {
  let now = NOW;
  let then = startCall(CALLER, plan, now);
  const steps: { before: Call | null; at: number; then: Transition }[] = [{ before: null, at: now, then }];
  const commands: PbxCommand[] = [...then.commands];
  const facts: CallFact[] = [...then.facts];
  const give = (what: CallEvent): void => {
    const before = then.call;
    then = transition(before, what, now);
    steps.push({ before, at: now, then });
    commands.push(...then.commands);
    facts.push(...then.facts);
  };
  const runTimers = (until: number): void => {
    for (let due = firstDue(then.call, until); due !== null; due = firstDue(then.call, until)) {
      now = Math.max(now, due.at);
      give({ type: 'timer-elapsed', ...due });
    }
  };
  for (const { afterMs, timersRest, happening } of script) {
    if (!timersRest) runTimers(now + afterMs);
    now = Math.max(now, now + afterMs);
    const what = eventOf(happening, commands);
    if (what !== null) give(what);
  }
  runTimers(Number.POSITIVE_INFINITY);
  // Two people who talk are not interrupted by any timer.
  if (then.call.state === 'connected' && then.call.bridgedAt !== null) give({ type: 'caller-hung-up' });
  runTimers(Number.POSITIVE_INFINITY);
  return { call: then.call, steps, commands, facts };
}

function firstDue(call: Call, until: number) {
  const due = TIMER_NAMES.flatMap((name) => {
    const at = call.timers[name];
    return at === undefined || at > until ? [] : [{ name, at }];
  });
  return due.sort((a, b) => a.at - b.at)[0] ?? null;
}

/** Only a command that was given can fail or be done, and only what was played can be over. */
function eventOf(happening: Happening, given: readonly PbxCommand[]): CallEvent | null {
  switch (happening.kind) {
    case 'event':
      return happening.event;
    case 'done':
      if (!given.some(({ type }) => type === happening.command)) return null;
      return { type: happening.command === 'connect' ? 'legs-bridged' : 'caller-answered' };
    case 'played': {
      const played = given.filter((command) => command.type === 'play');
      const one = played[played.length - 1 - (happening.nth % Math.max(1, played.length))];
      return one === undefined ? null : { ...one, type: 'media-finished', isFailed: happening.isFailed };
    }
    case 'failure': {
      const command = given[happening.nth % given.length];
      return command === undefined ? null : { type: 'command-failed', command, kind: happening.how };
    }
  }
}

function holds(check: (story: Story) => void): void {
  fc.assert(
    fc.property(plans, fc.array(scenes, { maxLength: 25 }), (plan, script) => check(play(plan, script))),
    { numRuns: 2_000 },
  );
}

describe('the call machine, whatever happens in whatever order', () => {
  test('given any events, when the timers have run, then the call has ended, once, with one outcome', () => {
    holds(({ call, facts }) => {
      expect(call.state).toBe('ended');
      expect(call.timers).toEqual({});
      const outcomes = facts.flatMap((fact) => (fact.type === 'outcome-decided' ? [fact.outcome] : []));
      expect(outcomes).toEqual([call.outcome]);
      expect(facts.filter((fact) => fact.type === 'call-ended')).toHaveLength(1);
      expect(facts.at(-1)).toEqual({ type: 'call-ended' });
    });
  });

  test('given any events, then every leg that was rung is gone, or was told to hang up', () => {
    holds(({ call, commands }) => {
      const hungUp = new Set(commands.flatMap((each) => (each.type === 'hang-up' ? [each.channelId] : [])));
      const rung = commands.flatMap((each) => (each.type === 'originate' ? [each.channelId] : []));
      expect(call.legs.map(({ channelId }) => channelId)).toEqual(rung);
      expect(new Set(rung).size).toBe(rung.length);
      expect(call.legs.filter((each) => !each.gone && !hungUp.has(each.channelId))).toEqual([]);
      const isSentOn = commands.some(({ type }) => type === 'continue');
      expect(call.callerGone || hungUp.has(CALLER) || isSentOn).toBe(true);
      expect(call.legs.every((each) => each.state === 'ended' && each.end !== null)).toBe(true);
    });
  });

  test('given any events, then one leg at most is connected, and nobody is rung after the outcome', () => {
    holds(({ steps, commands }) => {
      const connected = commands.flatMap((each) => (each.type === 'connect' ? [each.legChannelId] : []));
      expect(new Set(connected).size).toBeLessThanOrEqual(1);
      for (const { before, then } of steps) {
        expect(then.call.legs.filter(({ state }) => state === 'answered').length).toBeLessThanOrEqual(1);
        const isOver = before !== null && before.state !== 'ringing' && before.state !== 'confirming';
        if (isOver) expect(then.commands.filter(({ type }) => type === 'originate')).toEqual([]);
      }
    });
  });

  test('given any events, then a timer is set in the future, and ringing never outlasts the attempt', () => {
    holds(({ steps }) => {
      for (const { before, at, then } of steps) {
        for (const name of TIMER_NAMES) {
          const set = then.call.timers[name];
          // One who was to press 1 may be overdue when another, who had less time left, is gone.
          const isNew = set !== undefined && set !== before?.timers[name] && name !== 'confirm-timeout';
          if (isNew) expect(set).toBeGreaterThan(at);
        }
        const deadline = then.call.arrivedAt + then.call.plan.ringTimeoutMs;
        if (isAttempting(then.call)) expect(then.call.timers['ring-timeout']).toBe(deadline);
        if (then.commands.some(({ type }) => type === 'originate')) expect(at).toBeLessThan(deadline);
      }
    });
  });

  test('given any events, then an ended call stays exactly as it is and asks for nothing', () => {
    holds(({ steps }) => {
      for (const { before, then } of steps) {
        if (before?.state !== 'ended') continue;
        expect(then.call).toBe(before);
        expect([...then.commands, ...then.facts]).toEqual([]);
      }
    });
  });

  test('given any events, then the call is plain data: it survives being written down and read', () => {
    holds(({ steps }) => {
      for (const { then } of steps) expect(JSON.parse(JSON.stringify(then.call))).toEqual(then.call);
    });
  });

  test('given any events, then the state says whether somebody is asked to press 1, and all who are have a deadline', () => {
    holds(({ steps }) => {
      for (const { then } of steps) {
        const { state, legs, timers } = then.call;
        const asked = legs.filter((each) => each.state === 'confirming');
        if (isAttempting(then.call)) expect(state).toBe(asked.length > 0 ? 'confirming' : 'ringing');
        else expect(asked).toEqual([]);
        const next = timers['confirm-timeout'] ?? timers['ring-timeout'];
        for (const { answeredAt, prompt } of asked) {
          expect(prompt).not.toBeNull();
          expect((answeredAt ?? 0) + then.call.plan.confirmation.timeoutMs).toBeGreaterThanOrEqual(next ?? 0);
        }
      }
    });
  });

  test('given any events, then a leg that asks for 1 is connected only after 1 was pressed there', () => {
    holds(({ call, commands }) => {
      const connected = commands.flatMap((each) => (each.type === 'connect' ? [each.legChannelId] : []));
      for (const each of call.legs) {
        if (each.destination.confirm && connected.includes(each.channelId))
          expect(each.confirmedAt).not.toBeNull();
      }
    });
  });

  test('given any events, then nothing is played twice under one name', () => {
    holds(({ commands }) => {
      const played = commands.flatMap((each) => (each.type === 'play' ? [each.playbackId] : []));
      expect(new Set(played).size).toBe(played.length);
    });
  });

  test('given any events, then a caller who was sent on is not hung up, unless Asterisk refused', () => {
    holds(({ steps }) => {
      for (const { then } of steps) {
        if (then.call.handedOverTo === null) continue;
        const hungUp = then.commands.filter((each) => each.type === 'hang-up' && each.channelId === CALLER);
        expect(hungUp).toEqual([]);
      }
    });
  });

  test('given a blocked caller, whatever happens, then no phone rings, and the outcome is blocked', () => {
    holds(({ call, commands }) => {
      if (call.plan.blocked === null) return;
      expect(call.outcome).toBe('blocked');
      expect(commands.filter(({ type }) => type === 'originate' || type === 'indicate-ringing')).toEqual([]);
    });
  });
});
