import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { LINK_WHYS } from '../../../src/core/link-whys-es.ts';
import { REFUSALS } from '../../../src/core/staff-refusals-es.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** All that could say them, with `{}` for what stands in a sentence. */
const english = globSync('src/{core,services,gateways,asterisk,notifiers}/**/*.ts', { cwd: ROOT })
  .filter((path) => !path.endsWith('-es.ts'))
  .map((path) => readFileSync(resolve(ROOT, path), 'utf8'))
  .join('\n')
  .replaceAll(/\$\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '{}');

test.each(Object.keys({ ...LINK_WHYS, ...REFUSALS }))(
  'given the Spanish of "%s", when its English is looked for, then something still says it',
  (sentence) => {
    expect(english.includes(sentence)).toBe(true);
  },
);
