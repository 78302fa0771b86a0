import { expect, test } from 'vitest';
import { findSetting, LINE_SETTINGS, type LineSetting } from '../../../src/core/line-settings.ts';

test.each([
  ['ring-timeout', 'ring-timeout'],
  ['Ring_Timeout', 'ring-timeout'],
  ['Forward', 'forward'],
  [' ring timeout ', 'ring-timeout'],
  ['rign-timeout', { meant: 'ring-timeout' }],
  ['zebra', { meant: null }],
])('given the name %j, when the setting is looked for, then %j', (name, found) => {
  expect(findSetting(name)).toEqual(found);
});

test.each<[LineSetting, string, unknown]>([
  ['name', '  Acme   HVAC ', 'Acme HVAC'],
  ['enabled', 'on', true],
  ['enabled', 'NO', false],
  ['ring-timeout', '10', 10],
  ['ring-timeout', '60', 60],
  ['ring-timeout', '1m', 60],
  ['min-ring', '0', 0],
  ['text-expiry', '15m', 900],
  ['text-expiry', '24 h', 86_400],
  ['text-delay', '0', 0],
  ['text-delay', '1h', 3_600],
  ['cool-down', '0', 0],
  ['cool-down', '30d', 2_592_000],
  ['countries', ' us, ca ', 'US,CA'],
  ['countries', 'default', null],
  ['message', ' Hi {{caller_name}} ', 'Hi {{caller_name}}'],
  ['message', 'Default', null],
  ['sender', '(212) 555-0100', '+12125550100'],
  ['sender', 'Acme HVAC', 'Acme HVAC'],
  ['sender', 'default', null],
  ['time-zone', 'America/Chicago', 'America/Chicago'],
  ['time-zone', 'default', null],
  ['booking-link', ' https://acme.example/book?a=1 ', 'https://acme.example/book?a=1'],
  ['booking-link', 'Default', null],
  ['gateways', ' backup, carrier backup', ['backup', 'carrier']],
  ['gateways', 'default', null],
  ['mode', 'Observe', 'observe'],
  ['hunt-order', 'Round Robin', 'round-robin'],
  ['hunt-order', 'longest_idle', 'longest-idle'],
  ['caller-id', 'business', 'business'],
  ['caller-id-prefix', ' Acme   HVAC ', 'Acme HVAC'],
  ['caller-id-prefix', 'default', null],
  ['confirm-seconds', '3', 3],
  ['confirm-seconds', '30', 30],
  ['name-recording', 'custom/acme', 'custom/acme'],
  ['name-recording', 'default', null],
  ['after-miss', 'Hang up', 'release'],
  ['after-miss', 'release', 'release'],
  ['after-miss', 'announcement', 'announcement'],
  ['after-miss', 'voicemail', 'voicemail'],
  ['announcement', '/srv/sounds/closed-1.2', '/srv/sounds/closed-1.2'],
  ['announcement', 'default', null],
  ['announcement-answers', 'on', true],
  ['voicemail', ' ext-local, vmu100 , 1', 'ext-local,vmu100,1'],
  ['voicemail', 'from-internal,*97', 'from-internal,*97,1'],
  ['voicemail', 'None', null],
  ['voicemail', 'default', null],
])('given %s = %j, when it is read, then it is %j', (setting, raw, value) => {
  const { column, read, readChange } = LINE_SETTINGS[setting];
  expect(read(raw, 'US')).toEqual({ kind: 'value', value });
  expect(readChange(raw, 'US')).toEqual({ kind: 'value', value: { [column]: value } });
});

test.each<[LineSetting, string, 'invalid' | 'refused']>([
  ['name', ' ', 'invalid'],
  ['name', 'x'.repeat(61), 'invalid'],
  ['name', 'Acme\u0007', 'invalid'],
  ['enabled', 'maybe', 'invalid'],
  ['ring-timeout', '9', 'invalid'],
  ['ring-timeout', '61', 'invalid'],
  ['ring-timeout', '2m', 'invalid'],
  ['ring-timeout', '25.5', 'invalid'],
  ['ring-timeout', '-25', 'invalid'],
  ['ring-timeout', '', 'invalid'],
  ['min-ring', '61', 'invalid'],
  ['text-expiry', '59', 'invalid'],
  ['text-expiry', '25h', 'invalid'],
  ['text-delay', '61m', 'invalid'],
  ['cool-down', '31d', 'invalid'],
  ['countries', 'USA', 'invalid'],
  ['message', '', 'refused'],
  ['message', 'Hi {{caler_name}}', 'refused'],
  ['message', 'x'.repeat(1531), 'refused'],
  ['sender', 'A name that is too long', 'invalid'],
  ['sender', '12345', 'invalid'],
  ['sender', 'Ac\rme', 'invalid'],
  ['time-zone', 'America/New_Yrok', 'invalid'],
  ['time-zone', 'the moon', 'invalid'],
  ['booking-link', 'acme.example/book', 'invalid'],
  ['booking-link', 'https://acme.example/{{caller_name}}', 'invalid'],
  ['booking-link', 'https://[', 'invalid'],
  ['booking-link', `https://acme.example/${'x'.repeat(90)}`, 'invalid'],
  ['booking-link', 'https://bit.ly/acme', 'refused'],
  ['gateways', 'Carrier One', 'invalid'],
  ['gateways', '', 'invalid'],
  ['mode', 'watch', 'invalid'],
  ['hunt-order', 'random', 'invalid'],
  ['caller-id', 'busines', 'invalid'],
  ['caller-id-prefix', '', 'invalid'],
  ['caller-id-prefix', 'x'.repeat(21), 'invalid'],
  ['caller-id-prefix', 'Acme <1>', 'invalid'],
  ['confirm-seconds', '2', 'invalid'],
  ['confirm-seconds', '31', 'invalid'],
  ['name-recording', 'custom/acme.wav', 'invalid'],
  ['name-recording', '', 'invalid'],
  ['after-miss', 'hangup', 'invalid'],
  ['after-miss', 'zebra', 'invalid'],
  ['announcement', 'a,tone:busy', 'invalid'],
  ['announcement', '../../etc/passwd', 'invalid'],
  ['announcement', 'a//b', 'invalid'],
  ['announcement', 'x'.repeat(121), 'invalid'],
  ['voicemail', 'ext-local', 'invalid'],
  ['voicemail', 'ext-local,vmu100,0', 'invalid'],
  ['voicemail', 'ext-local,vmu100,1,2', 'invalid'],
  ['voicemail', 'ext local,vmu100,1', 'invalid'],
  ['voicemail', 'ext-local,$(id),1', 'invalid'],
])('given %s = %j, when it is read, then it is %s, with a problem and a remedy', (setting, raw, kind) => {
  const refusal = { kind, problem: expect.stringMatching(/\S/), remedy: expect.stringMatching(/\S/) };
  expect(LINE_SETTINGS[setting].read(raw, 'US')).toEqual(refusal);
  expect(LINE_SETTINGS[setting].readChange(raw, 'US')).toEqual(refusal);
});

test('given a misspelt time zone, when it is read, then the remedy names the one that was meant', () => {
  expect(LINE_SETTINGS['time-zone'].read('America/New_Yrok', 'US')).toMatchObject({
    remedy: 'Did you mean America/New_York?',
  });
});

test.each([
  ['after-miss', 'hangup', 'Did you mean hang-up?'],
  ['announcement', 'custom/closed.gsm', 'Leave that out, Asterisk finds the file itself: custom/closed'],
] as const)('given %s = %j, when it is read, then the remedy is %j', (setting, raw, remedy) => {
  expect(LINE_SETTINGS[setting].read(raw, 'US')).toMatchObject({ remedy });
});

test('given a misspelt word, when it is read, then the remedy names the one that was meant', () => {
  expect(LINE_SETTINGS['caller-id'].read('busines', 'US')).toMatchObject({
    remedy: 'Did you mean business?',
  });
});
