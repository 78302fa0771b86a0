import { expect, test } from 'vitest';
import { createProgress } from '../../../src/cli/progress.ts';
import { createFakeWorld } from '../../fakes/fake-world.ts';

function progressFor(isTerminal: boolean) {
  const world = createFakeWorld({ env: {}, isTerminal });
  let now = 0;
  return {
    world,
    progress: createProgress({ ...world, now: () => now }, 'leads'),
    at: (ms: number) => (now = ms),
  };
}

test('given somebody watches, when it takes more than a second, then they are told how far it is, at times', () => {
  const { world, progress, at } = progressFor(true);
  at(900);
  progress.at(100);
  expect(world.stderr).toBe('');
  at(1_000);
  progress.at(1_200);
  at(1_100);
  progress.at(1_300);
  at(1_250);
  progress.at(1_400);
  progress.end();
  expect(world.stderr).toBe('\r1,200 leads …\r1,400 leads …\r\u001b[K');
});

test('given nobody watches, or it is over at once, when it runs, then nothing is said', () => {
  const unwatched = progressFor(false);
  unwatched.at(5_000);
  unwatched.progress.at(1);
  unwatched.progress.end();
  const short = progressFor(true);
  short.progress.at(1);
  short.progress.end();
  expect([unwatched.world.stderr, short.world.stderr]).toEqual(['', '']);
});
