import { expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

const LINE = '+12125550100';
const CELL = '+12125550199';

async function withLine(...more: readonly string[]): Promise<CliBench> {
  const bench = createCliBench();
  const added = await bench.textback('line', 'add', LINE, '--forward', CELL, ...more);
  expect(added).toMatchObject({ code: 0 });
  return bench;
}

function lineOf({ store }: CliBench, number = LINE) {
  return store.read((reader) => reader.lines.byNumber(number));
}

test('given no line, when one is added in another spelling, then it is in service with the usual settings', async () => {
  const { textback } = createCliBench();
  const added = await textback('line', 'add', '(212) 555-0100', '--forward', '212-555-0199', '--json');
  expect(added).toMatchObject({ code: 0, stderr: '' });
  const line = {
    number: LINE,
    name: 'Acme HVAC',
    enabled: true,
    forward: [CELL],
    hunt: [
      {
        ringSeconds: null,
        hours: null,
        destinations: [{ kind: 'number', value: CELL, name: null, confirm: false }],
      },
    ],
    ringTimeoutSeconds: 25,
    minRingSeconds: 3,
    message: null,
    sender: null,
    textExpirySeconds: 900,
    textDelaySeconds: 0,
    coolDownSeconds: 14_400,
    responseTargetSeconds: 300,
    countries: null,
    timeZone: null,
    bookingLink: null,
    gateways: null,
    mode: 'control',
    huntOrder: 'fixed',
    callerId: 'caller',
    callerIdPrefix: null,
    confirmSeconds: 12,
    nameRecording: null,
    afterMiss: 'hang-up',
    announcement: null,
    announcementAnswers: false,
    voicemail: null,
    createdAt: '2026-07-01T03:00:00.000Z',
  };
  expect(JSON.parse(added.stdout)).toEqual({ dryRun: false, line });
  expect(JSON.parse((await textback('line', 'list', '--json')).stdout)).toEqual({ lines: [line] });
  expect(JSON.parse((await textback('line', 'show', LINE, '--json')).stdout)).toEqual({ line });
});

test('given every setting, when a line is added with them, then each is kept', async () => {
  const bench = await withLine(
    ...['--name', 'Acme Gutters', '--ring-timeout', '10', '--min-ring', '5', '--sender', 'AcmeGutters'],
    ...['--message', 'Hi {{caller_name}}', '--text-expiry', '30m'],
    ...['--text-delay', '2m', '--cool-down', '1d', '--countries', 'us, ca'],
    ...['--time-zone', 'America/Chicago', '--booking-link', 'https://acme.example/book'],
    ...['--confirm-seconds', '20', '--name-recording', 'custom/acme'],
    ...['--after-miss', 'voicemail', '--voicemail', 'ext-local,vmu100'],
    ...['--announcement', 'custom/closed', '--announcement-answers', 'on'],
  );
  expect(lineOf(bench)).toMatchObject({
    name: 'Acme Gutters',
    ringTimeoutSeconds: 10,
    minRingSeconds: 5,
    sender: 'AcmeGutters',
    message: 'Hi {{caller_name}}',
    textExpirySeconds: 1800,
    textDelaySeconds: 120,
    coolDownSeconds: 86_400,
    countries: 'US,CA',
    timeZone: 'America/Chicago',
    bookingLink: 'https://acme.example/book',
    confirmSeconds: 20,
    nameRecording: 'custom/acme',
    afterMiss: 'voicemail',
    voicemail: 'ext-local,vmu100,1',
    announcement: 'custom/closed',
    announcementAnswers: true,
  });
});

test.each([
  [['line', 'add', 'nonsense', '--forward', CELL], 2, 'not a phone number'],
  [['line', 'add', '+12125550101', '--forward', '100'], 2, 'PJSIP/100'],
  [['line', 'add', '+12125550101'], 2, '--forward'],
  [['line', 'add', '+12125550101', '--forward', CELL, '--ring-timeout', '9'], 2, 'from 10 to 60'],
  [
    ['line', 'add', '+12125550101', '--forward', CELL, '--message', 'Hi {{caler_name}}'],
    4,
    '{{caller_name}}',
  ],
  [['line', 'add', LINE, '--forward', CELL], 4, 'already'],
  [['line', 'add', '+12125550101', '--forward', '2125550101'], 4, 'itself'],
  [['line', 'set', LINE, 'ring-timeout', '61'], 2, 'from 10 to 60'],
  [['line', 'set', LINE, 'rign-timeout', '20'], 2, 'Did you mean ring-timeout?'],
  [['line', 'set', LINE, 'forward', `PJSIP/${LINE}@trunk`], 4, 'itself'],
  [['line', 'set', LINE, 'forward', 'PJSIP/1\r\nX'], 2, 'cannot be dialled'],
  [['line', 'set', LINE, 'after-miss', 'voicemail'], 4, `line set ${LINE} voicemail ext-local,vmu100,1`],
  [['line', 'set', LINE, 'voicemail', 'vmu100'], 2, 'context,extension,priority'],
  [['line', 'add', '+12125550101', '--forward', CELL, '--after-miss', 'voicemail'], 4, '--voicemail'],
  [['line', 'set', '+12125550177', 'name', 'x'], 3, 'no line at +12125550177'],
  [['line', 'show', '+12125550177'], 3, 'textback line list'],
  [['line', 'remove', LINE], 4, '--yes'],
] as const)(
  'given a line, when %j is run, then it exits %i, says %j, and changes nothing',
  async (args, code, words) => {
    const bench = await withLine();
    const before = bench.store.read((reader) => reader.lines.all());
    const ran = await bench.textback(...args);
    expect(ran).toMatchObject({ code, stdout: '' });
    expect(ran.stderr).toContain(words);
    expect(bench.store.read((reader) => reader.lines.all())).toEqual(before);
  },
);

test('given a refusal, when JSON is asked for, then stderr is JSON with its kind', async () => {
  const { textback } = await withLine();
  const { stderr } = await textback('line', 'show', '+12125550177', '--json');
  expect(JSON.parse(stderr)).toEqual({
    error: { kind: 'not-found', problem: expect.any(String), remedy: expect.any(String) },
  });
});

test('given voicemail after a miss, when its place is taken away, then that is refused until callers get something else', async () => {
  const bench = await withLine('--after-miss', 'voicemail', '--voicemail', 'ext-local,vmu100,1');
  const refused = await bench.textback('line', 'set', LINE, 'voicemail', 'none');
  expect(refused).toMatchObject({
    code: 4,
    stderr: expect.stringContaining(`textback line set ${LINE} after-miss hang-up`),
  });
  expect(await bench.textback('line', 'set', LINE, 'after-miss', 'hang-up')).toMatchObject({ code: 0 });
  expect(await bench.textback('line', 'set', LINE, 'voicemail', 'none')).toMatchObject({ code: 0 });
  expect(lineOf(bench)).toMatchObject({ afterMiss: 'release', voicemail: null });
  const [, changed] = bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 10));
  expect(changed).toMatchObject({ action: 'set after-miss', before: 'voicemail', after: 'release' });
});

test('given two lines, when the second would close a circle, then it is refused', async () => {
  const { textback } = await withLine();
  expect(await textback('line', 'add', '+12125550101', '--forward', LINE)).toMatchObject({ code: 0 });
  const set = await textback('line', 'set', LINE, 'forward', '+12125550101');
  expect(set.code).toBe(4);
  expect(set.stderr).toContain('through +12125550101');
});

test('given a line, when a setting changes, then the next read sees it and the audit says who, before and after', async () => {
  const bench = await withLine();
  const set = await bench.textback('line', 'set', LINE, 'ring-timeout', '20', '--json');
  expect(JSON.parse(set.stdout)).toMatchObject({
    dryRun: false,
    changed: true,
    line: { ringTimeoutSeconds: 20 },
  });
  expect(lineOf(bench)?.ringTimeoutSeconds).toBe(20);
  await bench.textback('line', 'set', LINE, 'forward', 'PJSIP/100');
  const audit = bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 10));
  expect(audit).toMatchObject([
    {
      action: 'set forward',
      before: [{ destinations: [{ kind: 'number', value: CELL }] }],
      after: [{ destinations: [{ kind: 'endpoint', value: 'PJSIP/100' }] }],
    },
    { actor: 'cli:maria', action: 'set ring-timeout', before: 25, after: 20 },
    { action: 'add', before: null },
  ]);
});

test('given a setting as it is, when it is set again, then nothing changes and no audit is written', async () => {
  const bench = await withLine();
  for (const [setting, value] of [
    ['ring-timeout', '25'],
    ['forward', '212 555 0199'],
    ['sender', 'default'],
  ] as const) {
    const set = await bench.textback('line', 'set', LINE, setting, value, '--json');
    expect(JSON.parse(set.stdout)).toMatchObject({ changed: false });
  }
  expect(bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 10))).toHaveLength(1);
});

test('given --dry-run, when a line is added, changed or removed, then it is shown and nothing is kept', async () => {
  const bench = await withLine();
  const added = await bench.textback('line', 'add', '+12125550101', '--forward', CELL, '--dry-run', '--json');
  expect(JSON.parse(added.stdout)).toMatchObject({ dryRun: true, line: { number: '+12125550101' } });
  const set = await bench.textback('line', 'set', LINE, 'name', 'Other', '--dry-run', '--json');
  expect(JSON.parse(set.stdout)).toMatchObject({ dryRun: true, line: { name: 'Other' } });
  expect(await bench.textback('line', 'remove', LINE, '--dry-run')).toMatchObject({ code: 0 });
  expect(bench.store.read((reader) => reader.lines.all())).toMatchObject([
    { number: LINE, name: 'Acme HVAC' },
  ]);
  expect(bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 10))).toHaveLength(1);
});

test('given a removed line, when its number is added again, then it is a new line', async () => {
  const bench = await withLine();
  expect(await bench.textback('line', 'remove', LINE, '--yes')).toMatchObject({ code: 0 });
  expect(lineOf(bench)).toBeUndefined();
  expect(await bench.textback('line', 'add', LINE, '--forward', CELL)).toMatchObject({ code: 0 });
});

test.each([
  ['y', 0],
  ['', 4],
  ['no', 4],
])(
  'given a terminal, when a line is removed and the answer is %j, then it exits %i',
  async (answer, code) => {
    const bench = await withLine();
    const removed = await bench.textbackIn({ isTerminal: true, answer }, 'line', 'remove', LINE);
    expect(removed.code).toBe(code);
    expect(removed.world.questions).toEqual([expect.stringContaining('(212) 555-0100')]);
    expect(lineOf(bench) === undefined).toBe(code === 0);
  },
);

test('given three lines, when they are listed two at a time, then the second page goes on after the first', async () => {
  const { textback } = await withLine();
  for (const number of ['+12125550101', '+12125550102'])
    await textback('line', 'add', number, '--forward', CELL);
  const first = JSON.parse((await textback('line', 'list', '--limit', '2', '--json')).stdout);
  expect(first.lines).toMatchObject([{ number: LINE }, { number: '+12125550101' }]);
  const second = JSON.parse((await textback('line', 'list', '--before', '+12125550101', '--json')).stdout);
  expect(second.lines).toMatchObject([{ number: '+12125550102' }]);
});

test('given a line, when its message is set, then the preview warns and the next read sees it', async () => {
  const bench = await withLine();
  const set = await bench.textback('message', 'set', LINE, 'See you ☎ {{caller_name}}');
  expect(set).toMatchObject({ code: 0, stdout: expect.stringContaining('See you ☎ there') });
  expect(set.stderr).toMatch(/UCS-2.*☎/);
  const preview = await bench.textback('message', 'preview', '--line', LINE, '--caller', 'Pat', '--json');
  expect(JSON.parse(preview.stdout)).toEqual({
    preview: {
      template: 'See you ☎ {{caller_name}}',
      text: 'See you ☎ Pat',
      encoding: 'ucs2',
      segments: ['See you ☎ Pat'],
      characters: 13,
      units: 13,
      credits: 1,
      warnings: [expect.stringContaining('{{business_name}}'), expect.stringContaining('☎')],
      plain: null,
    },
  });
  await bench.textback('message', 'set', LINE, 'default');
  expect(lineOf(bench)?.message).toBeNull();
});

test('given a template with an unknown placeholder, when it is previewed or set, then it is refused', async () => {
  const { textback } = await withLine();
  for (const args of [
    ['message', 'preview', 'Hi {{caler_name}}'],
    ['message', 'set', LINE, 'Hi {{caler_name}}'],
  ]) {
    const ran = await textback(...args);
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('did you mean {{caller_name}}?') });
  }
});

test('given FreePBX routes a number, when it is added to be observed, then it needs nobody to ring', async () => {
  const bench = createCliBench();
  const added = await bench.textback('line', 'add', LINE, '--mode', 'observe');
  expect(added).toMatchObject({ code: 0 });
  expect(added.stdout).toMatch(/Handled by\s+the PBX; textback only watches/);
  expect(lineOf(bench)).toMatchObject({ mode: 'observe' });
  expect((await bench.textback('line', 'list')).stdout).toContain('as the PBX routes it');
  const controlled = await bench.textback('line', 'set', LINE, 'mode', 'control');
  expect(controlled).toMatchObject({ code: 4, stderr: expect.stringContaining('nobody to ring') });
  await bench.textback('line', 'set', LINE, 'forward', CELL);
  expect(await bench.textback('line', 'set', LINE, 'mode', 'control')).toMatchObject({ code: 0 });
  expect(lineOf(bench)).toMatchObject({ mode: 'control' });
});

test.each([[[]], [['--mode', 'control']], [['--mode', 'watch']]])(
  'given %j and nobody to ring, when a line is added, then it is refused',
  async (more) => {
    const bench = createCliBench();
    const added = await bench.textback('line', 'add', LINE, ...more);
    expect(added).toMatchObject({ code: 2, stderr: expect.stringContaining('--forward') });
    expect(lineOf(bench)).toBeUndefined();
  },
);
