import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

const LINE = '+12125550100';
/** The bench's clock: 23:00 on Tuesday, 30 June 2026, in New York. */
const NOW = { now: Date.UTC(2026, 6, 1, 3) };

async function withLine(): Promise<CliBench> {
  const bench = createCliBench();
  expect(await bench.textback('line', 'add', LINE, '--forward', '+12125550199')).toMatchObject({ code: 0 });
  return bench;
}

async function json({ textbackIn }: CliBench, ...args: readonly string[]) {
  const ran = await textbackIn(NOW, ...args, '--json');
  expect(ran).toMatchObject({ code: 0 });
  return JSON.parse(ran.stdout);
}

test('given a line, when its hours are set, then they are kept, shown, and audited', async () => {
  const bench = await withLine();
  const hours = {
    line: LINE,
    timeZone: 'America/New_York',
    hours: 'Mon-Fri 8 AM-5 PM; Sat 9 AM-noon',
    isOpen: false,
    holiday: null,
    nextOpen: '2026-07-01T12:00:00.000Z',
    nextOpenInWords: 'tomorrow at 8 AM',
  };
  const set = ['hours', 'set', LINE, 'mon-fri 8:00-17:00, sat 9-12'];
  expect(await json(bench, ...set, '--dry-run')).toEqual({ dryRun: true, changed: true, hours });
  expect(await json(bench, 'hours', 'show', LINE)).toMatchObject({ hours: { hours: null, isOpen: true } });
  expect(await json(bench, ...set)).toEqual({ dryRun: false, changed: true, hours });
  expect(await json(bench, ...set)).toEqual({ dryRun: false, changed: false, hours });
  expect(await json(bench, 'hours', 'show', LINE)).toEqual({ hours });
  const [entry, ...others] = bench.store.read((reader) => reader.audit.of(`line:${LINE}`, 10));
  expect(entry).toMatchObject({ action: 'set hours', actor: 'cli:maria', before: null, after: hours.hours });
  expect(others).toHaveLength(1);
});

test('given a line with hours, when a person looks, then it is in words; cleared, it is open', async () => {
  const bench = await withLine();
  await bench.textback('hours', 'set', LINE, 'daily 8am-5pm');
  const shown = await bench.textback('hours', 'show', LINE);
  expect(shown.stdout).toMatch(/Hours +Mon-Sun 8 AM-5 PM\n.*Now +closed\nOpens +tomorrow at 8 AM\n/s);
  const cleared = await bench.textback('hours', 'clear', LINE);
  expect(cleared).toMatchObject({ code: 0, stderr: 'Saved.\n' });
  expect(cleared.stdout).toMatch(/round the clock.*Now +open\n$/s);
  expect(cleared.stdout).not.toContain('Opens');
});

test('given a line in a zone of its own, when its hours are shown, then they are of that zone', async () => {
  const bench = await withLine();
  await bench.textback('line', 'set', LINE, 'time-zone', 'America/Los_Angeles');
  await bench.textback('hours', 'set', LINE, 'daily 8am-9pm');
  expect(await json(bench, 'hours', 'show', LINE)).toMatchObject({
    hours: { timeZone: 'America/Los_Angeles', isOpen: true, nextOpen: null, nextOpenInWords: null },
  });
});

test.each([
  [['hours', 'set', LINE, 'mon-fri 8-5'], 2, 'two ways'],
  [['hours', 'set', LINE, 'mno 8-17'], 2, 'Did you mean "mon"?'],
  [['hours', 'set', '+12125550177', 'mon 8-17'], 3, 'no line at'],
  [['hours', 'show', '+12125550177'], 3, 'no line at'],
  [['holiday', 'add', 'feb 30', 'x'], 2, 'No year has the day'],
  [['holiday', 'add', 'dec 25'], 2, 'Give either a day and a name'],
  [['holiday', 'add', 'dec 25', 'x', '--preset', 'us-federal'], 2, 'Give either'],
  [['holiday', 'add', '--preset', 'martian'], 2, 'us-federal'],
  [['holiday', 'add', 'dec 25', ' '], 2, 'has 0 characters'],
  [['holiday', 'add', 'dec 25', 'x', '--hours', 'mon 9-12'], 2, 'name no days'],
  [['holiday', 'add', 'dec 25', 'x', '--line', '+12125550177'], 3, 'no line at'],
  [['holiday', 'list', '--line', '+12125550177'], 3, 'no line at'],
  [['holiday', 'remove', 'dec 25'], 3, 'There is no holiday "dec 25" of every line'],
  [['holiday', 'remove', 'dec 25', '--line', LINE], 3, `of the line ${LINE}`],
  [['holiday', 'import', '/nowhere/x.ics'], 3, 'cannot be read'],
])('given a line, when %j, then exit code %i and "%s"', async (args, code, words) => {
  const { textback } = await withLine();
  expect(await textback(...args)).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(words) });
});

test('given holidays, when added, changed, listed and removed, then each step says what it did', async () => {
  const bench = await withLine();
  expect(await json(bench, 'holiday', 'add', 'dec 25', 'Christmas')).toEqual({
    dryRun: false,
    holidays: [{ change: 'added', day: 'December 25', name: 'Christmas', hours: 'closed' }],
    refused: [],
  });
  expect(await json(bench, 'holiday', 'add', '25 december', 'Christmas', '--hours', '9-12')).toMatchObject({
    holidays: [{ change: 'changed', hours: '9 AM-noon' }],
  });
  expect(await json(bench, 'holiday', 'add', 'dec 25', 'Christmas', '--hours', '9-12')).toMatchObject({
    holidays: [{ change: 'unchanged' }],
  });
  await bench.textback('holiday', 'add', '2026-08-03', 'Trip', '--line', LINE);
  await bench.textback('holiday', 'add', '2026-08-04', 'Trip', '--line', LINE);
  expect(await json(bench, 'holiday', 'list', '--line', LINE)).toEqual({
    holidays: [
      { day: '2026-08-04', name: 'Trip', hours: 'closed', forEveryLine: false },
      { day: '2026-08-03', name: 'Trip', hours: 'closed', forEveryLine: false },
      { day: 'December 25', name: 'Christmas', hours: '9 AM-noon', forEveryLine: true },
    ],
  });
  const removed = await bench.textback('holiday', 'remove', 'trip', '--line', LINE);
  expect(removed).toMatchObject({ code: 0, stderr: 'Removed.\n' });
  expect(await json(bench, 'holiday', 'list')).toMatchObject({ holidays: [{ day: 'December 25' }] });
  expect(bench.store.read((reader) => reader.audit.of('lines', 10))).toMatchObject([
    { action: 'set holiday', before: { hours: 'closed' }, after: { hours: '9 AM-noon' } },
    { action: 'set holiday', before: null, after: { name: 'Christmas', day: 'December 25' } },
  ]);
});

test('given the federal preset, when it is added twice, then it is there once', async () => {
  const bench = await withLine();
  expect((await json(bench, 'holiday', 'add', '--preset', 'us-federal')).holidays).toHaveLength(11);
  expect((await bench.textback('holiday', 'add', '--preset', 'us-federal')).stderr).toBe('Nothing new.\n');
  expect((await json(bench, 'holiday', 'list')).holidays).toHaveLength(11);
});

test('given a calendar file, when it is imported, then its days are holidays and the rest is named', async () => {
  const bench = await withLine();
  const file = join(dirname(bench.configFile), 'holidays.ics');
  const lines = [
    'BEGIN:VCALENDAR',
    ...[
      'BEGIN:VEVENT',
      'SUMMARY:Christmas',
      'DTSTART;VALUE=DATE:20201225',
      'RRULE:FREQ=YEARLY',
      'END:VEVENT',
    ],
    ...['BEGIN:VEVENT', 'SUMMARY:Lunch', 'DTSTART:20261226T120000Z', 'END:VEVENT'],
    'END:VCALENDAR',
  ];
  writeFileSync(file, lines.join('\r\n'));
  const rehearsed = await bench.textback('holiday', 'import', file, '--dry-run');
  expect(rehearsed.stdout).toMatch(/December 25 +Christmas +closed +new/);
  expect(rehearsed.stderr).toBe(
    'not taken: Lunch: it does not last whole days\nWould be saved (--dry-run).\n',
  );
  expect((await json(bench, 'holiday', 'list')).holidays).toEqual([]);
  expect(await json(bench, 'holiday', 'import', file, '--hours', '9-12', '--line', LINE)).toEqual({
    dryRun: false,
    holidays: [{ change: 'added', day: 'December 25', name: 'Christmas', hours: '9 AM-noon' }],
    refused: [{ event: 'Lunch', why: 'it does not last whole days' }],
  });
  writeFileSync(file, 'x'.repeat(4_000_001));
  expect(await bench.textback('holiday', 'import', file)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('larger than a calendar of holidays'),
  });
});
