import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The product's version, from the package.json beside `src` and `dist` alike. */
export function version(): string {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
