import { describe, expect, test } from 'vitest';
import { receiveAndSettle } from '../fakes/advance-and-settle.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

const LINE = '+12125550100';
const CELL = '+12125550199';
const MARIA = '+12125550198';
const PLAN = 'PJSIP/100 & 212-555-0199! 15s; 212-555-0198! (Maria) 10s [mon-fri 8:00-17:00]';
const KEPT = `PJSIP/100 & ${CELL}! 15s; ${MARIA}! (Maria) 10s [Mon-Fri 8 AM-5 PM]`;
const STEPS = [
  {
    ringSeconds: 15,
    hours: null,
    destinations: [
      { kind: 'endpoint', value: 'PJSIP/100', name: null, confirm: false },
      { kind: 'number', value: CELL, name: null, confirm: true },
    ],
  },
  {
    ringSeconds: 10,
    hours: 'Mon-Fri 8 AM-5 PM',
    destinations: [{ kind: 'number', value: MARIA, name: 'Maria', confirm: true }],
  },
];

async function withLine(plan: string | null = PLAN): Promise<CliBench> {
  const bench = createCliBench();
  expect(await bench.textback('line', 'add', LINE, '--forward', CELL)).toMatchObject({ code: 0 });
  if (plan !== null) await hunt(bench, 'set', LINE, plan);
  return bench;
}

/** Runs `line hunt …`, which has to succeed, and gives what it says to programs. */
async function hunt(bench: CliBench, ...args: readonly string[]) {
  const ran = await bench.textback('line', 'hunt', ...args, '--json');
  expect(ran, ran.stderr).toMatchObject({ code: 0, stderr: '' });
  return JSON.parse(ran.stdout);
}

function planOf({ store }: CliBench, number = LINE) {
  return store.read((reader) => {
    const line = reader.lines.byNumber(number);
    return line === undefined ? [] : reader.lines.huntOf(line.id);
  });
}

test('given a line, when a whole plan is typed, then it is kept, shown, and told to programs', async () => {
  const bench = await withLine(null);
  const set = await hunt(bench, 'set', LINE, PLAN);
  const shown = { line: LINE, order: 'fixed', plan: KEPT, steps: STEPS };
  expect(set).toEqual({ dryRun: false, changed: true, hunt: shown });
  expect(await hunt(bench, 'show', LINE)).toEqual({ hunt: shown });
  const { line } = JSON.parse((await bench.textback('line', 'show', LINE, '--json')).stdout);
  expect(line).toMatchObject({ forward: ['PJSIP/100', CELL, MARIA], hunt: STEPS, huntOrder: 'fixed' });
  const { stdout } = await bench.textback('line', 'hunt', 'show', LINE);
  expect(stdout).toMatch(/^1 +PJSIP\/100 +no +15 s +always$/m);
  expect(stdout).toMatch(/^ +\(212\) 555-0199 +yes$/m);
  expect(stdout).toMatch(/^2 +\(212\) 555-0198 +Maria +yes +10 s +Mon-Fri 8 AM-5 PM$/m);
  expect((await bench.textback('line', 'list')).stdout).toContain('PJSIP/100 &');
});

test('given a plan, when it is piped into another line, then that rings the same', async () => {
  const bench = await withLine();
  await bench.textback('line', 'add', '+12125550101', '--forward', CELL);
  const { stdout } = await bench.textback('line', 'hunt', 'show', LINE, '--plan');
  expect(stdout).toBe(`${KEPT}\n`);
  const piped = await bench.textbackIn({ input: stdout }, 'line', 'hunt', 'set', '+12125550101', '-');
  expect(piped).toMatchObject({ code: 0, stderr: expect.stringContaining('Saved.') });
  expect(planOf(bench, '+12125550101')).toEqual(STEPS);
});

test('given a plan of several lines of text, when it is piped in, then each line is a step', async () => {
  const bench = await withLine();
  const input = 'PJSIP/100, PJSIP/101 10s\n(212) 555-0198! (Maria)\n';
  await bench.textbackIn({ input }, 'line', 'hunt', 'set', LINE, '-');
  expect(await hunt(bench, 'show', LINE)).toMatchObject({
    hunt: { plan: `PJSIP/100 & PJSIP/101 10s; ${MARIA}! (Maria)` },
  });
});

describe('one step after the other', () => {
  test.each([
    [['add-step', LINE, 'PJSIP/102'], `${KEPT}; PJSIP/102`],
    [
      [
        'add-step',
        LINE,
        '212-555-0197,PJSIP/102',
        '--ring',
        '12',
        '--press-1',
        '--hours',
        'sat 9-12',
        '--at',
        '1',
      ],
      `+12125550197! & PJSIP/102! 12s [Sat 9 AM-noon]; ${KEPT}`,
    ],
    [['set-step', LINE, '2', '--ring', '20s'], KEPT.replace('10s', '20s')],
    [
      ['set-step', LINE, '2', '--hours', 'always', '--no-press-1'],
      KEPT.replace(`${MARIA}! (Maria) 10s [Mon-Fri 8 AM-5 PM]`, `${MARIA} (Maria) 10s`),
    ],
    [['set-step', LINE, '1', '212-555-0197'], KEPT.replace(`PJSIP/100 & ${CELL}!`, '+12125550197')],
    [
      ['set-step', LINE, '1', '--ring', 'default', '--press-1'],
      KEPT.replace('PJSIP/100', 'PJSIP/100!').replace(' 15s', ''),
    ],
    [['remove-step', LINE, '1'], KEPT.replace(/^.*; /, '')],
    [['move-step', LINE, '2', '1'], KEPT.split('; ').reverse().join('; ')],
  ])('given a plan, when %j is run, then it is %j', async (args, plan) => {
    const bench = await withLine();
    expect(await hunt(bench, ...args)).toMatchObject({ changed: true, hunt: { plan } });
  });
});

describe('what cannot be', () => {
  test.each([
    [['set', LINE, '100'], 2, 'For an extension write PJSIP/100'],
    [['set', LINE, 'PJSIP/100; call me'], 2, 'Step 2: "call me"'],
    [['set', LINE, ''], 2, 'nobody to ring'],
    [['set', LINE, '-'], 2, 'nobody to ring'],
    [['set', LINE], 2, 'not said what to set'],
    [['set', LINE, '--order', 'round'], 2, 'fixed, round-robin, longest-idle'],
    [['set', LINE, 'PJSIP/100', '--order', 'random'], 2, 'The hunt order cannot be "random"'],
    [['set', LINE, `PJSIP/100; PJSIP/${LINE}@trunk`], 4, 'itself'],
    [['set', LINE, `line:${LINE}`], 4, 'itself'],
    [['set', LINE, 'line:+12125550177'], 3, 'no line at +12125550177'],
    [['set', LINE, Array.from({ length: 21 }, (_, n) => `PJSIP/${n}`).join(';')], 4, 'at most 20 steps'],
    [
      ['set', LINE, Array.from({ length: 11 }, (_, n) => `PJSIP/${n}`).join('&')],
      4,
      'at most 10 destinations',
    ],
    [['set', '+12125550177', 'PJSIP/100'], 3, 'no line at +12125550177'],
    [['show', '+12125550177'], 3, 'no line at +12125550177'],
    [['add-step', LINE, 'PJSIP/100', '--ring', '4'], 2, 'from 5 to 60'],
    [['add-step', LINE, 'PJSIP/100', '--hours', 'monday'], 2, 'has no hours'],
    [['add-step', LINE, 'PJSIP/100', '--at', '4'], 3, 'no step 4: the line has 2 steps'],
    [['add-step', LINE, 'PJSIP/100', '--at', '0'], 2, 'from 1'],
    [['add-step', LINE, 'PJSIP/100,PJSIP/100'], 4, 'PJSIP/100 twice'],
    [['set-step', LINE, '3', '--ring', '20'], 3, 'no step 3'],
    [['set-step', LINE, '1'], 2, 'not said what to set'],
    [['remove-step', LINE, '9'], 3, 'no step 9'],
    [['move-step', LINE, '1', '3'], 3, 'no step 3'],
  ] as const)(
    'given a plan, when `line hunt` is run with %j, then it exits %i, says %j, and loses nothing',
    async (args, code, words) => {
      const bench = await withLine();
      const ran = await bench.textback('line', 'hunt', ...args);
      expect(ran).toMatchObject({ code, stdout: '' });
      expect(ran.stderr).toContain(words);
      expect(planOf(bench)).toEqual(STEPS);
    },
  );

  test('given the last step, when it is removed, then it is refused and rings on', async () => {
    const bench = await withLine('PJSIP/100');
    const ran = await bench.textback('line', 'hunt', 'remove-step', LINE, '1');
    expect(ran).toMatchObject({ code: 4, stderr: expect.stringContaining('would ring nobody') });
    expect(planOf(bench)).toHaveLength(1);
  });
});

describe('lines that ring other lines', () => {
  test('given another line’s number, with "line:" or without, then its phones are meant', async () => {
    const bench = await withLine();
    await bench.textback('line', 'add', '+12125550101', '--forward', 'PJSIP/101');
    for (const plan of ['212-555-0101 10s', 'line:(212) 555-0101 10s']) {
      expect(await hunt(bench, 'set', LINE, plan)).toMatchObject({ hunt: { plan: 'line:+12125550101 10s' } });
    }
    expect((await bench.textback('line', 'hunt', 'show', LINE)).stdout).toMatch(
      /^1 +\(212\) 555-0101 +that line's/m,
    );
    const back = await bench.textback('line', 'hunt', 'set', '+12125550101', `PJSIP/1; ${LINE}`);
    expect(back).toMatchObject({ code: 4, stderr: expect.stringContaining('itself') });
  });

  test('given a line that its PBX routes, when another is to ring its phones, then it is refused: nobody knows them', async () => {
    const bench = await withLine();
    await bench.textback('line', 'add', '+12125550101', '--mode', 'observe');
    for (const plan of ['line:+12125550101', '+12125550101 & PJSIP/1']) {
      const set = await bench.textback('line', 'hunt', 'set', LINE, plan);
      expect(set).toMatchObject({ code: 4, stderr: expect.stringContaining('its PBX routes it') });
    }
    expect(planOf(bench)).toEqual(STEPS);
  });

  test('given a line that another one rings, when it is removed, then it is refused until that has changed', async () => {
    const bench = await withLine();
    await bench.textback('line', 'add', '+12125550101', '--forward', 'PJSIP/101');
    await hunt(bench, 'set', LINE, 'line:+12125550101');
    const removed = await bench.textback('line', 'remove', '+12125550101', '--yes');
    expect(removed).toMatchObject({ code: 4, stderr: expect.stringContaining(`line hunt show ${LINE}`) });
    await bench.textback('line', 'set', LINE, 'forward', CELL);
    expect(await bench.textback('line', 'remove', '+12125550101', '--yes')).toMatchObject({ code: 0 });
  });
});

test('given an order, when it is set, alone or with a plan, then it is kept', async () => {
  const bench = await withLine();
  expect(await hunt(bench, 'set', LINE, '--order', 'Round-Robin')).toMatchObject({
    changed: true,
    hunt: { order: 'round-robin', plan: KEPT },
  });
  expect(await hunt(bench, 'set', LINE, 'PJSIP/100; PJSIP/101', '--order', 'longest-idle')).toMatchObject({
    hunt: { order: 'longest-idle', plan: 'PJSIP/100; PJSIP/101' },
  });
});

test('given changes of a plan, then the audit has each with before and after, and none where nothing changed', async () => {
  const bench = await withLine();
  expect(await hunt(bench, 'set', LINE, KEPT, '--order', 'fixed')).toMatchObject({ changed: false });
  await hunt(bench, 'remove-step', LINE, '2', '--dry-run');
  await hunt(bench, 'set', LINE, 'PJSIP/7', '--order', 'round-robin');
  const audit = bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 10));
  expect(audit).toMatchObject([
    { action: 'set hunt-order', before: 'fixed', after: 'round-robin' },
    {
      actor: 'cli:maria',
      action: 'set hunt',
      before: STEPS,
      after: [{ destinations: [{ value: 'PJSIP/7' }] }],
    },
    { action: 'set hunt', after: STEPS },
    { action: 'add' },
  ]);
});

test('given --dry-run, when a plan is set, then it is shown and nothing is kept', async () => {
  const bench = await withLine();
  const set = await bench.textback('line', 'hunt', 'set', LINE, 'PJSIP/7', '--dry-run');
  expect(set).toMatchObject({ code: 0, stdout: expect.stringContaining('PJSIP/7') });
  expect(set.stderr).toContain('Would be saved (--dry-run).');
  expect(planOf(bench)).toEqual(STEPS);
});

test('given steps that no call reaches in time, when they are set, then it says so', async () => {
  const bench = await withLine();
  const set = await bench.textback('line', 'hunt', 'set', LINE, 'PJSIP/100; PJSIP/101 10s');
  expect(set).toMatchObject({ code: 0, stderr: expect.stringContaining('step 2 never does') });
});

test('given a plan with press 1, when one phone is forwarded to, then a single step is left and rings at once', async () => {
  const bench = await withLine();
  await bench.textback('line', 'set', LINE, 'forward', MARIA);
  expect(await hunt(bench, 'show', LINE)).toMatchObject({ hunt: { plan: MARIA } });
  const again = JSON.parse((await bench.textback('line', 'set', LINE, 'forward', MARIA, '--json')).stdout);
  expect(again).toMatchObject({ changed: false });
});

test.each([
  ['hunt-order', 'longest-idle', { huntOrder: 'longest-idle' }],
  ['caller-id', 'business', { callerId: 'business' }],
  ['caller-id-prefix', 'Acme', { callerIdPrefix: 'Acme' }],
])('given a line, when %s is set to %j, then it is kept and shown', async (setting, value, line) => {
  const bench = await withLine();
  const set = await bench.textback('line', 'set', LINE, setting, value, '--json');
  expect(JSON.parse(set.stdout)).toMatchObject({ changed: true, line });
  expect((await bench.textback('line', 'show', LINE)).stdout).toContain(value);
});

test('given a call at an hour at which no step rings, when it is shown, then it says so', async () => {
  const bench = await withLine('PJSIP/100 [mon-fri 8:00-17:00]');
  const caller = { channelId: 'caller', dialled: LINE, callerNumber: '+12125550123', callerName: '' };
  const business = { name: 'Acme HVAC', country: 'US', timeZone: 'America/New_York' } as const;
  const settings = { business, dialTemplate: '{number}', sounds: '/sounds' };
  receiveAndSettle(bench.store, caller, settings, Date.UTC(2026, 6, 1, 3));
  const { stdout } = await bench.textback('call', 'show', '1');
  expect(stdout).toMatch(/^Outcome +no-answer$/m);
  expect(stdout).toMatch(/^Rang +nobody: no step of the line rings at this hour$/m);
});

test('given a terminal of 60 columns, when a plan is shown, then it fits', async () => {
  const bench = await withLine();
  const { stdout } = await bench.textbackIn(
    { isTerminal: true, columns: 60, env: { NO_COLOR: '1' } },
    'line',
    'hunt',
    'show',
    LINE,
  );
  const table = stdout.slice(stdout.indexOf('Step'));
  for (const row of table.split('\n')) expect(row.length).toBeLessThanOrEqual(60);
});

test('given a process of its own, when a plan is piped into it, then it is set', async () => {
  const bench = await withLine();
  const set = await bench.pipeIntoTextback(
    'PJSIP/7 10s\nPJSIP/8\n',
    'line',
    'hunt',
    'set',
    LINE,
    '-',
    '--json',
  );
  expect(set).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(set.stdout)).toMatchObject({ hunt: { plan: 'PJSIP/7 10s; PJSIP/8' } });
});
