import { describe, expect, test } from 'vitest';
import { failure, fine, warning } from '../../../src/core/checkup.ts';
import { type Check, runChecks, selectChecks } from '../../../src/services/run-checks.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';

const never = new Promise<never>(() => {});
const run = (checks: readonly Check[], clock = createFakeClock()) =>
  runChecks(checks, { clock, onProgress: () => {} });

describe('running checks', () => {
  test('given checks in any order, when they are run, then they answer in the order of the report', async () => {
    const found = await run([
      { name: 'disk', ask: () => [fine('room')] },
      { name: 'database', ask: async () => [warning('slow', 'wait'), fine('whole')] },
    ]);
    expect(found.map(({ name, detail }) => `${name} ${detail}`)).toEqual([
      'database slow',
      'database whole',
      'disk room',
    ]);
  });

  test('given one that hangs, when time is up, then it has failed, and the others have answered', async () => {
    const clock = createFakeClock();
    const running = run(
      [
        { name: 'database', ask: () => never },
        { name: 'disk', ask: () => [fine('room')] },
      ],
      clock,
    );
    await clock.advance(20_000);
    expect(await running).toMatchObject([
      {
        name: 'database',
        state: 'failed',
        detail: 'no answer within 20 s',
        remedy: expect.stringContaining('textback doctor --check database'),
      },
      { name: 'disk', state: 'ok' },
    ]);
    expect(clock.waiting).toBe(0);
  });

  test('given one that breaks, when it is run, then that is its finding', async () => {
    const found = await run([
      {
        name: 'disk',
        ask() {
          throw new Error('EACCES: permission denied');
        },
      },
    ]);
    expect(found).toMatchObject([{ state: 'failed', detail: expect.stringContaining('EACCES') }]);
  });

  test.each([
    ['failed', [failure('gone', 'do')], 'skipped'],
    ['only warned', [warning('slow', 'do')], 'ok'],
  ] as const)('given what it needs %s, when it is run, then it is %3$s', async (_, needed, state) => {
    let asked = 0;
    const found = await run([
      {
        name: 'backup',
        needs: ['database'],
        ask() {
          asked += 1;
          return [fine('young')];
        },
      },
      { name: 'database', ask: () => needed },
    ]);
    expect(found.at(-1)).toMatchObject({ name: 'backup', state });
    expect(asked).toBe(state === 'ok' ? 1 : 0);
  });

  test('given two that need the same one, when they are run, then that one is asked once', async () => {
    let asked = 0;
    const database: Check = {
      name: 'database',
      ask() {
        asked += 1;
        return [failure('gone', 'do')];
      },
    };
    const found = await run([
      database,
      { name: 'disk', needs: ['database'], ask: () => [fine('room')] },
      { name: 'backup', needs: ['disk'], ask: () => [fine('young')] },
    ]);
    expect(asked).toBe(1);
    expect(found.map(({ state }) => state)).toEqual(['failed', 'skipped', 'skipped']);
  });

  test('given names, when checks are selected, then what they need comes along', () => {
    const checks: readonly Check[] = [
      { name: 'database', ask: () => [] },
      { name: 'disk', ask: () => [] },
      { name: 'backup', needs: ['database'], ask: () => [] },
    ];
    expect(selectChecks(checks, ['backup']).map(({ name }) => name)).toEqual(['database', 'backup']);
  });
});
