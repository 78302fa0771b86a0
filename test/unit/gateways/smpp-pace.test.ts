import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { createSubmitPace } from '../../../src/gateways/smpp-pace.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

describe('the pace of an account', () => {
  test('given any limit and any moments, when texts press, then no second has more than the limit, and none is left unused', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.integer({ min: 0, max: 700 }), { minLength: 1, maxLength: 60 }),
        async (limit, steps) => {
          const clock = createFakeClock();
          const pace = createSubmitPace(clock, limit);
          const taken: number[] = [];
          for (const step of steps) {
            await clock.advance(step);
            while (pace.take()) taken.push(clock.now());
            const lastSecond = taken.filter((at) => at > clock.now() - 1_000);
            expect(lastSecond).toHaveLength(limit);
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  test('given no limit, when texts press, then all may go', () => {
    const pace = createSubmitPace(createFakeClock(), null);
    expect(Array.from({ length: 5_000 }, () => pace.take())).not.toContain(false);
  });

  test('given a refusal, when there is room again, then the listener is called, once', async () => {
    const clock = createFakeClock();
    const pace = createSubmitPace(clock, 1);
    const listener = vi.fn();
    const stop = pace.onRoom(listener);
    expect([pace.take(), pace.take(), pace.take()]).toEqual([true, false, false]);
    await clock.advance(999);
    expect(listener).not.toHaveBeenCalled();
    await clock.advance(1);
    expect(listener).toHaveBeenCalledTimes(1);
    pace.take();
    pace.take();
    stop();
    expect(clock.waiting).toBe(0);
  });

  test('given a carrier that takes 20 a second and says so only by refusing, when pressed for a minute, then few are refused', async () => {
    const clock = createFakeClock();
    const pace = createSubmitPace(clock, null);
    let taken: number[] = [];
    let refused = 0;
    let accepted = 0;
    for (let tick = 0; tick < 600; tick += 1) {
      await clock.advance(100);
      // As many as a window of 50 lets through before the first answer is in.
      const burst = Array.from({ length: 50 }, () => pace.take()).filter(Boolean).length;
      for (let n = 0; n < burst; n += 1) {
        taken = taken.filter((at) => at > clock.now() - 1_000);
        if (taken.length < 20) {
          taken.push(clock.now());
          accepted += 1;
        } else {
          refused += 1;
          pace.pause(1_000);
          pace.slowDown();
        }
      }
    }
    // Without slowing down, each second or two would bring a burst of 50, 30 of them refused.
    expect(refused / accepted).toBeLessThan(0.1);
    expect(accepted).toBeGreaterThan(500);
  });

  test('given a limit and a carrier that refused, when it is quiet for some seconds, then the limit is reached again, and not passed', async () => {
    const clock = createFakeClock();
    const pace = createSubmitPace(clock, 10);
    const takeAll = (): number => {
      let count = 0;
      while (pace.take()) count += 1;
      return count;
    };
    expect(takeAll()).toBe(10);
    pace.slowDown();
    await clock.advance(1_000);
    expect(takeAll()).toBe(6);
    await clock.advance(10_000);
    expect(takeAll()).toBe(10);
  });
});
