import { expect, test } from 'vitest';
import { checkDisk, sizeText } from '../../../src/services/check-disk.ts';

const MB = 1024 * 1024;
const GB = 1024 * MB;

test.each([
  ['plenty', { freeBytes: 40 * GB, freeFiles: 1e6 }, 'ok', 'free at /var/lib/textback'],
  ['full', { freeBytes: 0, freeFiles: 1e6 }, 'failed', 'can soon not be kept'],
  ['63 MB left', { freeBytes: 63 * MB, freeFiles: 1e6 }, 'failed', 'can soon not be kept'],
  ['without a file to make', { freeBytes: 40 * GB, freeFiles: 0 }, 'failed', 'inodes'],
  ['without a limit of files', { freeBytes: 40 * GB, freeFiles: null }, 'ok', 'free at'],
  ['too small for a backup', { freeBytes: 99 * MB, freeFiles: 1e6 }, 'warning', 'too little for a backup'],
  ['nearly full', { freeBytes: 900 * MB, freeFiles: 1e6 }, 'warning', 'only'],
])('given a disk %s, when it is judged, then it is %3$s', (_, disk, state, words) => {
  const found = checkDisk('/var/lib/textback', { totalBytes: 100 * GB, ...disk }, 100 * MB);
  expect(found).toMatchObject([{ state, detail: expect.stringContaining(words) }]);
});

test('given a small disk with half of it free, when it is judged, then nothing is wrong', () => {
  const disk = { freeBytes: 500 * MB, totalBytes: GB, freeFiles: null };
  expect(checkDisk('/data', disk, 1000)).toMatchObject([{ state: 'ok' }]);
});

test.each([
  [0, '0.0 kB'],
  [1_500, '1.5 kB'],
  [42_000_000, '42 MB'],
  [3_400_000_000, '3.4 GB'],
  [9e15, '9000 TB'],
])('given %i bytes, when they are written, then it is %j', (bytes, text) => {
  expect(sizeText(bytes)).toBe(text);
});
