import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** What browsers load beside pages. Ours, and packages' own files: nothing is built, nothing comes from elsewhere. */
const FILES = [
  'app.css',
  'app.js',
  'board.js',
  'chart.js',
  'keyboard.js',
  'passkey-add.js',
  'passkey-sign-in.js',
  'push.js',
  'icon.svg',
  'icon-180.png',
  'icon-192.png',
  'icon-512.png',
  'htmx.min.js',
  'uPlot.iife.min.js',
  'uPlot.min.css',
] as const;
export type AssetName = (typeof FILES)[number];

export interface Asset {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Null for what is compressed already. */
  readonly gzipped: Promise<Uint8Array<ArrayBuffer>> | null;
  readonly type: string;
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Beside `src` and `dist` alike, as migrations are. */
const FOLDER = fileURLToPath(new URL('../../src/http/assets', import.meta.url));
const require = createRequire(import.meta.url);
/** What packages have made for browsers. */
const PACKAGED: { readonly [name in AssetName]?: string } = {
  'htmx.min.js': require.resolve('htmx.org/dist/htmx.min.js'),
  'uPlot.iife.min.js': require.resolve('uplot/dist/uPlot.iife.min.js'),
  'uPlot.min.css': require.resolve('uplot/dist/uPlot.min.css'),
};

interface Loaded {
  readonly paths: ReadonlyMap<AssetName, string>;
  readonly byPath: ReadonlyMap<string, Asset>;
}

let loaded: Loaded | null = null;

const compress = promisify(gzip);

/** In another thread: phones wait for nothing that this one does. */
async function gzipped(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await compress(bytes, { level: 9 }));
}

/** Read once: at the start, when the routes are made. */
function load(): Loaded {
  if (loaded !== null) return loaded;
  const paths = new Map<AssetName, string>();
  const byPath = new Map<string, Asset>();
  for (const name of FILES) {
    const bytes = new Uint8Array(readFileSync(PACKAGED[name] ?? join(FOLDER, name)));
    const print = createHash('sha256').update(bytes).digest('hex').slice(0, 10);
    const extension = extname(name);
    const path = `/assets/${name.slice(0, -extension.length)}.${print}${extension}`;
    paths.set(name, path);
    byPath.set(path, {
      bytes,
      gzipped: extension === '.png' ? null : gzipped(bytes),
      type: TYPES[extension] ?? 'application/octet-stream',
    });
  }
  loaded = { paths, byPath };
  return loaded;
}

/** Its name holds a fingerprint of what is in it, so that browsers may keep it for good. */
export function assetPath(name: AssetName): string {
  return load().paths.get(name) ?? '';
}

/** The script of the service worker, which is served at the root and not for good. */
export function serviceWorkerSource(): string {
  return readFileSync(join(FOLDER, 'service-worker.js'), 'utf8');
}

/** Has everything read, and begins to compress it. */
export function prepareAssets(): void {
  load();
}

export function assetAt(path: string): Asset | undefined {
  return load().byPath.get(path);
}
