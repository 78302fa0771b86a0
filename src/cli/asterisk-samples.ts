import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Config, Secrets } from '../config.ts';
import { type AsteriskAccounts, type ConfTexts, SAMPLES } from '../services/asterisk-pieces.ts';

/** As shipped; the same relative place from `src/` and from `dist/`. */
const SHIPPED = new URL('../../asterisk/', import.meta.url);

/** Where Asterisk's configuration lies, unless somebody says otherwise. */
export const DIR_OPTION = ['--dir <folder>', 'where Asterisk’s configuration lies', '/etc/asterisk'] as const;

export function readSamples(): ConfTexts {
  return new Map(SAMPLES.map((name) => [name, readFileSync(fileURLToPath(new URL(name, SHIPPED)), 'utf8')]));
}

/** What Asterisk is told of a configuration. */
export function accountsOf({ asterisk }: Config, secrets: Secrets): AsteriskAccounts {
  return { ...asterisk, ...secrets, ariPort: portOf(asterisk.ariUrl) };
}

function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
}
