import { expect, test } from 'vitest';
import { assetAt } from '../../src/http/assets.ts';
import { openWebBench } from '../fakes/web-bench.ts';

/** Width and height, as a PNG says them (W3C PNG §11.2.1). */
function sizeOf(path: string): string {
  const bytes = Buffer.from(assetAt(path)?.bytes ?? []);
  expect(bytes.subarray(1, 4).toString('latin1')).toBe('PNG');
  return `${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`;
}

test('given a browser without a cookie, when it asks for the manifest that a page names, then it may install the pages', async () => {
  const { anonymous } = await openWebBench();
  expect((await anonymous.open('/setup')).text).toContain(
    '<link rel="manifest" href="/manifest.webmanifest"/>',
  );
  const answer = await anonymous.open('/manifest.webmanifest');
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/manifest+json']);
  const manifest = JSON.parse(answer.text);
  expect(manifest).toMatchObject({
    name: 'textback',
    display: 'standalone',
    start_url: '/inbox',
    scope: '/',
  });
  const pictures = manifest.icons.filter(({ type }: { type: string }) => type === 'image/png');
  expect(pictures.map(({ src }: { src: string }) => sizeOf(src))).toEqual(['192x192', '512x512']);
  expect(pictures.map(({ sizes }: { sizes: string }) => sizes)).toEqual(['192x192', '512x512']);
  for (const { src } of manifest.icons) expect((await anonymous.open(src)).status).toBe(200);
});
