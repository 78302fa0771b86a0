import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Every claim of SECURITY.md is held by tests, which are there: the first column says against what, the last by which. */
const files = globSync('test/**/*.test.ts');
const rows = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (from|what stands in the way) \|/.test(line))
  .map((line) => {
    const cells = line.split('|').slice(1, -1);
    return { claim: (cells[0] ?? '').trim(), heldBy: cells.at(-1) ?? '' };
  });
/** A path, or a name alone where one before it said the folder; after it may stand the test's own title. */
const held = rows.flatMap(({ claim, heldBy }) =>
  [...heldBy.matchAll(/`([^`]+\.test\.ts)`(?: \(“([^”]+)”\))?/g)].map(([, file = '', title = null]) => ({
    claim,
    file,
    title,
  })),
);
const found = (name: string) =>
  files.filter((path) => (name.includes('/') ? path === name : basename(path) === name));

describe('SECURITY.md', () => {
  test('given a row, then it names a test', () => {
    expect(rows.length).toBeGreaterThan(20);
    const named = new Set(held.map(({ claim }) => claim));
    expect(rows.map(({ claim }) => claim).filter((claim) => !named.has(claim))).toEqual([]);
  });

  test.each(held)('given $claim, then $file is there, and the test in it', ({ file, title }) => {
    const [path = '', ...others] = found(file);
    expect({ file, path, others }).toEqual({ file, path: expect.stringContaining('test/'), others: [] });
    if (title !== null) expect(readFileSync(path, 'utf8')).toContain(title);
  });
});
