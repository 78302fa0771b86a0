import { expect, test } from 'vitest';
import { createProgressLine } from '../../../src/cli/progress-line.ts';

/** A line, what it wrote, and a clock that moves by hand. */
function watch(seesErrors: boolean) {
  let written = '';
  let now = 0;
  const err = (text: string) => {
    written += text;
  };
  const line = createProgressLine({ seesErrors, err, now: () => now });
  const wait = (ms: number) => {
    now += ms;
  };
  return { line, written: () => written, wait };
}

test('given something that is done within a second, when it reports, then nobody is bothered', () => {
  const { line, written, wait } = watch(true);
  line.on('Copying', 0.1);
  wait(999);
  line.on('Copying', 0.9);
  line.end();
  expect(written()).toBe('');
});

test('given something long, when it reports often, then the line is drawn ten times a second at most, and taken away', () => {
  const { line, written, wait } = watch(true);
  wait(1_000);
  line.on('Copying', 0.256);
  line.on('Copying', 0.3);
  wait(100);
  line.on('Copying', 0.41);
  line.on('Checking every page', null);
  line.end();
  line.end();
  expect(written()).toBe('\r\x1b[KCopying … 25 %\r\x1b[KCopying … 41 %\r\x1b[KChecking every page …\r\x1b[K');
});

test('given no terminal, when something long reports, then nothing is written', () => {
  const { line, written, wait } = watch(false);
  wait(5_000);
  line.on('Copying', 0.5);
  line.end();
  expect(written()).toBe('');
});
