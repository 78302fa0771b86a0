import { describe, expect, test } from 'vitest';
import { createLog, type LogOptions } from '../../src/log.ts';

function logTo(lines: string[], options: Partial<LogOptions> = {}) {
  const destination = { write: (line: string) => void lines.push(line) };
  return createLog({ level: 'info', redact: true, destination, ...options });
}

function record(fields: object, message: string, options: Partial<LogOptions> = {}): Record<string, unknown> {
  const lines: string[] = [];
  logTo(lines, options).info(fields, message);
  return JSON.parse(lines[0] ?? '');
}

describe('createLog', () => {
  test('given a message, when logged, then it is one line of JSON with level and time', () => {
    const lines: string[] = [];
    logTo(lines).warn({ line: 'shop' }, 'trunk down');
    expect(lines).toHaveLength(1);
    expect(lines[0]?.endsWith('\n')).toBe(true);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      level: 'warn',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      line: 'shop',
      msg: 'trunk down',
    });
  });

  test('given a level, when lesser things are logged, then they are left out', () => {
    const lines: string[] = [];
    const log = logTo(lines, { level: 'warn' });
    log.debug({}, 'a');
    log.info({}, 'b');
    log.warn({}, 'c');
    log.error({}, 'd');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['c', 'd']);
  });

  test.each([
    ['+12125550123', '+1********23'],
    ['from +12125550123 to +442079460123.', 'from +1********23 to +44********23.'],
    ['PJSIP/+12125550123@trunk', 'PJSIP/+1********23@trunk'],
    ['PJSIP/2125550123@trunk', 'PJSIP/********23@trunk'],
    ['sip:12125550123@host', 'sip:*********23@host'],
    ['(212) 555-0123', '********23'],
    ['212-555-0123', '********23'],
    ['+1 (212) 555-0123 called', '+1********23 called'],
    ['5550123', '*****23'],
  ])('given the words %j, when logged, then the phone number is hidden', (words, hidden) => {
    expect(record({ a: words, b: [{ c: words }] }, words)).toMatchObject({
      msg: hidden,
      a: hidden,
      b: [{ c: hidden }],
    });
  });

  test.each([
    '1764000000.12',
    '12345678-1234-4123-8123-123456789012',
    '2026-11-23T04:00:00.000Z',
    '192.168.100.200:5038',
    'took 25000 ms',
    'a1234567890',
  ])('given the words %j, when logged, then they stay', (words) => {
    expect(record({ a: words }, words)).toMatchObject({ msg: words, a: words });
  });

  test('given that numbers may be shown, when logged, then they are, but secrets are not', () => {
    const shown = record({ to: '+12125550123', password: 'hush' }, 'to +12125550123', { redact: false });
    expect(shown).toMatchObject({ to: '+12125550123', msg: 'to +12125550123', password: '[secret]' });
  });

  test('given secrets by name or in a URL, when logged, then they are left out', () => {
    const url = 'ws://127.0.0.1:8088/ari/events?api_key=textback:hush&app=textback';
    const logged = record(
      { ariPassword: 'hush', nested: { api_key: 'hush', Authorization: 'hush', secret: ['hush'] }, url },
      'connecting to http://u:hush@127.0.0.1',
    );
    expect(JSON.stringify(logged)).not.toContain('hush');
    expect(logged['url']).toBe('ws://127.0.0.1:8088/ari/events?api_key=[secret]&app=textback');
    expect(logged['msg']).toBe('connecting to http://[secret]@127.0.0.1');
  });

  test('given a password in use, when it stands where none is expected, then it is left out; plain words are not', () => {
    const secrets = ['k3y-hush', 'textback', 'x1'];
    const logged = record({ err: new Error('refused k3y-hush') }, 'textback said k3y-hush x1', { secrets });
    expect(JSON.stringify(logged)).not.toContain('k3y-hush');
    expect(logged['msg']).toBe('textback said [secret] x1');
  });

  test('given numbers as names of fields, or as JSON has them, when logged, then they are hidden; others stay', () => {
    const fields = {
      '+12125550123': 2,
      body: JSON.stringify({ from: 12125550123, to: '+12125550124', text: null }),
      caller: { number: 2125550123, lineNumber: 123 },
      at: 1764000000000,
      bytes: 123456789012,
    };
    expect(record(fields, 'x')).toMatchObject({
      '+1********23': 2,
      body: '{"from":*********23,"to":"+1********24","text":null}',
      caller: { number: '********23', lineNumber: 123 },
      at: 1764000000000,
      bytes: 123456789012,
    });
  });

  test('given an error with causes and fields of its own, when logged, then numbers are hidden in all of them', () => {
    const cause = Object.assign(new Error('sip:12125550123@trunk'), { recipient: '(212) 555-0123' });
    const error = new AggregateError([new Error('212-555-0123')], 'both failed', { cause });
    expect(JSON.stringify(record({ err: error }, 'failed'))).not.toMatch(/555.?0123/);
  });

  test('given an error, when logged, then its words are kept and its numbers hidden', () => {
    const logged = record({ err: new Error('no route to +12125550123') }, 'failed');
    expect(logged['err']).toMatchObject({ type: 'Error', message: 'no route to +1********23' });
    expect(JSON.stringify(logged)).toContain('log.test.ts');
    expect(JSON.stringify(logged)).not.toContain('5550123');
  });

  test('given bytes, dates, nothing and a cycle, when logged, then each is bounded', () => {
    const cycle: Record<string, unknown> = {};
    cycle['self'] = cycle;
    const logged = record(
      { bytes: Buffer.from('secret'), at: new Date(0), none: null, count: 12125550123, cycle },
      'x',
    );
    expect(logged).toMatchObject({
      bytes: '[6 octets]',
      at: '1970-01-01T00:00:00.000Z',
      none: null,
      count: 12125550123,
    });
    expect(JSON.stringify(logged['cycle'])).toContain('[deeper]');
  });
});
