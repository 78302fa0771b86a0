import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

/** Cheap stand-ins for `npm run test:image`, which builds the image. */
const lines = (file: string) => readFileSync(file, 'utf8').split('\n');
const dockerfile = lines('Dockerfile');
const lastStage = dockerfile.slice(dockerfile.findLastIndex((line) => line.startsWith('FROM ')));
/** What is copied, by where it comes from: `null` for this checkout. */
const copies = dockerfile.flatMap((line) => {
  const [, stage = null, paths = ''] = /^COPY (?:--from=(\S+) )?(.+) \S+$/.exec(line) ?? [];
  return paths === '' ? [] : [{ stage, line, paths: paths.split(' ') }];
});
const kept = lines('.dockerignore').flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));

describe('the Dockerfile', () => {
  test('given what was staged, then it is all that the image has of us, at its place', () => {
    expect(dockerfile.join('\n')).toContain('npm run stage -- /opt/staged');
    const copied = lastStage.filter((line) => line.startsWith('COPY '));
    expect(copied).toEqual(['COPY --from=build /opt/staged .']);
    expect(lastStage).toContain('WORKDIR /opt/textback');
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
