import { expect, test } from 'vitest';
import { findUserSetting, readUserSetting, USER_SETTINGS } from '../../../src/core/user-settings.ts';

test.each([
  ['name', '  Pat   Smith ', { name: 'Pat Smith' }],
  ['role', 'Read Only', { role: 'read-only' }],
  ['phone', '(212) 555-0123', { phone: '+12125550123' }],
  ['phone', 'none', { phone: null }],
  ['email', 'maria@acme.example', { email: 'maria@acme.example' }],
  ['language', 'ES-mx', { language: 'es-MX' }],
  ['login', 'maria.lopez', { login: 'maria.lopez' }],
  ['extension', 'PJSIP/100', { extension: 'PJSIP/100' }],
  ['extension', 'NONE', { extension: null }],
] as const)('given %s typed as %j, when it is read, then it is %j', (setting, text, value) => {
  expect(readUserSetting(setting, text, 'US')).toEqual({ kind: 'value', value });
});

test.each([
  ['name', ''],
  ['name', '42'],
  ['name', 'nobody'],
  ['name', 'None'],
  ['name', 'Pat\u0007'],
  ['name', 'x'.repeat(61)],
  ['role', 'boss'],
  ['role', 'none'],
  ['phone', '12'],
  ['email', 'maria'],
  ['email', `${'x'.repeat(250)}@acme.example`],
  ['language', 'not a language'],
  ['language', ''],
  ['login', 'a b'],
  ['extension', '100'],
] as const)('given %s typed as %j, when it is read, then it says what to give', (setting, text) => {
  expect(readUserSetting(setting, text, 'US')).toEqual({
    kind: 'invalid',
    problem: expect.stringContaining(setting),
    remedy: expect.stringMatching(/^Give /),
  });
});

test('given the name of a setting, when it is looked for, then it is found, or what it was meant to be', () => {
  for (const setting of USER_SETTINGS) expect(findUserSetting(` ${setting.toUpperCase()}`)).toBe(setting);
  expect(findUserSetting('phon')).toEqual({ meant: 'phone' });
  expect(findUserSetting('height')).toEqual({ meant: null });
});
