import { describe, expect, test } from 'vitest';
import { assetPath } from '../../src/http/assets.ts';
import { ALL_WORDS } from '../../src/http/words/words.ts';
import { openWebBench } from '../fakes/web-bench.ts';

interface Shell {
  readonly version: string;
  readonly files: readonly string[];
  readonly offline: string;
}

const shellOf = (script: string): Shell => JSON.parse(/^const SHELL = (.*);$/m.exec(script)?.[1] ?? '');

describe('the service worker', () => {
  test('given a browser, when it asks for the script, then it is a script of the root that it asks for again each time', async () => {
    const { anonymous } = await openWebBench();
    const { status, headers } = await anonymous.open('/service-worker.js');
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'x-content-type-options': 'nosniff',
    });
  });

  test('given what it keeps, then each is there for everybody, and names its version: scripts, styles, pictures, one page', async () => {
    const { anonymous } = await openWebBench();
    const { files, offline, version } = shellOf((await anonymous.open('/service-worker.js')).text);
    expect(version).toMatch(/^[\da-f]{10}$/);
    expect(files).toEqual([
      ...(['app.css', 'app.js', 'htmx.min.js', 'icon.svg', 'icon-192.png'] as const).map(assetPath),
      offline,
    ]);
    for (const file of files) expect((await anonymous.open(file)).status, file).toBe(200);
  });

  test('given the page for when textback cannot be reached, then it says so in every language, and nothing of the business', async () => {
    const bench = await openWebBench();
    const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
    const { text } = await maria.open('/offline');
    for (const { language, push } of ALL_WORDS) {
      expect(text).toContain(`lang="${language}"`);
      expect(text).toContain(push.unreachable.title);
    }
    expect(text).not.toMatch(/Maria|Acme|_token/);
    expect(text).toBe((await bench.anonymous.open('/offline')).text);
  });
});
