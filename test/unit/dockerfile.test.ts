import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';

/** Cheap stand-ins for `npm run test:image`, which builds the image. */
const lines = (file: string) => readFileSync(file, 'utf8').split('\n');
const { files } = z
  .object({ files: z.array(z.string()) })
  .parse(JSON.parse(readFileSync('package.json', 'utf8')));
const dockerfile = lines('Dockerfile');
const lastStage = dockerfile.slice(dockerfile.findLastIndex((line) => line.startsWith('FROM ')));
/** What is copied, by where it comes from: `null` for this checkout. */
const copies = dockerfile.flatMap((line) => {
  const [, stage = null, paths = ''] = /^COPY (?:--from=(\S+) )?(.+) \S+$/.exec(line) ?? [];
  return paths === '' ? [] : [{ stage, line, paths: paths.split(' ') }];
});
const kept = lines('.dockerignore').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));

describe('the Dockerfile', () => {
  test.each(files)('given that %s is part of textback, then the image has it, at its place', (folder) => {
    expect(lastStage.filter((line) => line.startsWith('COPY ')).join('\n')).toMatch(
      new RegExp(`^COPY (--from=build /opt/textback/)?${folder} ${folder}$`, 'm'),
    );
  });

  test('given what it copies of the checkout, then .dockerignore lets it through, and nothing else', () => {
    const wanted = copies.flatMap(({ stage, paths }) => (stage === null ? paths : []));
    const tops = new Set(wanted.map((path) => path.replace(/\/$/, '').split('/')[0]));
    expect([...tops].sort()).toEqual([...kept].sort());
    expect(lines('.dockerignore')).toContain('*');
  });

  test('given the last stage, then it runs as a user of its own, as process 1, with a health check', () => {
    const text = lastStage.join('\n');
    expect(text).toMatch(/^USER textback$/m);
    expect(text).toMatch(/^HEALTHCHECK .* CMD \["textback", "health"\]$/m);
    // In brackets: with a shell between, SIGTERM would not reach it.
    expect(text).toMatch(/^ENTRYPOINT \["textback"\]\nCMD \["serve"\]$/m);
  });
});
