import fc from 'fast-check';
import { expect, test } from 'vitest';
import { linesOf } from '../../../src/cli/data-file.ts';

async function* inPieces(bytes: Uint8Array, cuts: readonly number[]) {
  let from = 0;
  for (const to of [...cuts].sort((a, b) => a - b)) {
    yield bytes.subarray(from, to);
    from = Math.max(from, to);
  }
  yield bytes.subarray(from);
}

async function read(bytes: Uint8Array, cuts: readonly number[] = []) {
  const lines: string[] = [];
  let isUnfinished = false;
  for await (const batch of linesOf(inPieces(bytes, cuts))) {
    if (batch.kind === 'unreadable') return batch.why;
    lines.push(...batch.lines);
    isUnfinished = batch.isUnfinished;
  }
  return { lines, isUnfinished };
}

test('given any text in any pieces, when it is read, then its lines come as they are, however they were cut', async () => {
  const text = fc.array(fc.constantFrom('a', '\n', 'ñ', '€', '😀', '\r', '\uFEFF', ''), { maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(120)), async (parts, places) => {
      const whole = parts.join('');
      const bytes = Buffer.from(whole);
      const lines = whole.split('\n');
      const isUnfinished = lines.at(-1) !== '';
      const cuts = places.map((place) => Math.min(place, bytes.length));
      expect(await read(bytes, cuts)).toEqual({
        lines: isUnfinished ? lines : lines.slice(0, -1),
        isUnfinished,
      });
    }),
  );
});

test('given bytes that are no UTF-8, when they are read, then that is told', async () => {
  expect(await read(Buffer.from([0x61, 0x0a, 0xff, 0x0a]))).toContain('no UTF-8');
  // The end is in the middle of a character.
  expect(await read(Buffer.from([0x61, 0x0a, 0xe2, 0x82]))).toContain('no UTF-8');
});

test('given a line that never ends, when it is read, then no more than 16 MB of it is held', async () => {
  let taken = 0;
  async function* endless() {
    for (;;) {
      taken += 1;
      yield Buffer.alloc(1_048_576, 'x');
    }
  }
  for await (const batch of linesOf(endless())) expect(batch).toMatchObject({ kind: 'unreadable' });
  expect(taken).toBe(17);
});
