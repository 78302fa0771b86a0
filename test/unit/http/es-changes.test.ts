import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { SETTABLE } from '../../../src/core/line-settings.ts';
import { VARIANTS } from '../../../src/core/message-variants.ts';
import { SIGN_IN_ACTIONS } from '../../../src/core/sign-in-action.ts';
import { USER_SETTINGS } from '../../../src/core/user-settings.ts';
import { changed } from '../../../src/http/words/es-changes.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const SUBJECTS = ['line', 'lines', 'user', 'stage', 'lead', 'leads', 'setting', 'data', 'backup', 'privacy'];

/** Actions that services write out; what they put together of parts follows below. */
const WRITTEN: readonly string[] = [
  ...new Set(
    globSync(`${ROOT}/src/services/*.ts`).flatMap((path) =>
      [...readFileSync(path, 'utf8').matchAll(/\baction(?:: |=| = )'([a-z -]+)'/g)].map(
        ([, action = '']) => action,
      ),
    ),
  ),
];

/** Halves of \`send held texts\` and \`drop held texts\`. */
const PARTS = new Set(['send', 'drop']);

test('given every action that services write in the audit, when said in Spanish, then in other words', () => {
  expect(WRITTEN.length).toBeGreaterThan(40);
  const unsaid = WRITTEN.filter(
    (action) => !PARTS.has(action) && SUBJECTS.every((subject) => changed(subject, action) === action),
  );
  expect(unsaid).toEqual([]);
});

const SHOWN: readonly (readonly [subject: string, action: string])[] = [
  ...SIGN_IN_ACTIONS.map((action) => ['user:Pat', action] as const),
  ...USER_SETTINGS.map((setting) => ['user:Pat', `set ${setting}`] as const),
  ...SETTABLE.map((setting) => ['line:+12125550100', `set ${setting}`] as const),
  ...['set message', ...VARIANTS.map((variant) => `set message ${variant}`)].map(
    (action) => ['line:+12125550100', action] as const,
  ),
  ...['add', 'rename', 'set kind', 'move', 'remove', 'move leads'].map(
    (action) => ['stage:New', action] as const,
  ),
  ...['close', 'reopen', 'tag', 'name', 'stage'].map((action) => ['lead:1', action] as const),
  ...['add', 'remove', 'move leads'].map((action) => ['user:Pat', action] as const),
  ...['send held texts', 'drop held texts'].map((action) => ['caps', action] as const),
  ...['test webhook', 'replay webhook', 'change webhook', 'renew webhook secret'].map(
    (action) => ['webhook:n8n', action] as const,
  ),
  ['setting:low-balance', 'set'],
  ['line:+12125550100', 'test call'],
  ['line:+12125550100', 'set hunt'],
];

test.each(SHOWN)('given %s and "%s", when said in Spanish, then no English is left', (subject, action) => {
  const said = changed(subject, action);
  expect(said).not.toBe(action);
  expect(said).not.toMatch(/\b(set|add|remove|the|user|line|held|texts)\b/i);
});

test('given an action that nobody knows, when said, then it stays as it is', () => {
  expect(changed('moon:1', 'eclipse')).toBe('eclipse');
});
