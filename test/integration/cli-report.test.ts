import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { FIGURES } from '../../src/core/report-figures.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';

/** The command line's clock shows June 30, 2026, 23:00 in New York: a Tuesday. */
const EVENING = Date.parse('2026-07-01T01:00:00Z');
const MAY = Date.parse('2026-05-29T14:00:00Z');

/** Three calls on a Monday and Tuesday in June, one of them missed and texted; one in May. */
function createOffice(): CliBench {
  const bench = createCliBench();
  const db = new Database(bench.databasePath);
  db.exec(`
    INSERT INTO users (id, name, role, created_at) VALUES (1, 'Pat Smith', 'owner', 0);
    INSERT INTO lines (id, number, name, time_zone, created_at) VALUES
      (1, '+12125550100', 'Main', NULL, 0), (2, '+12125550101', 'West', 'America/Los_Angeles', 0);
    INSERT INTO leads (id, number, name, source, stage_id, owner_id, created_at, last_activity_at) VALUES
      (1, '+12125550141', 'Ann', 'missed-call', 1, 1, ${EVENING}, 0);
    INSERT INTO calls (caller_channel_id, line_id, lead_id, from_raw, from_name, state, outcome, tally, arrived_at) VALUES
      ('a', 1, 1, '', '', 'ended', 'no-answer', 'missed', ${EVENING}),
      ('b', 1, NULL, '', '', 'ended', 'answered', 'answered', ${EVENING - 86_400_000}),
      ('c', 2, NULL, '', '', 'ended', 'answered', 'answered', ${EVENING}),
      ('d', 1, NULL, '', '', 'ended', 'answered', 'answered', ${MAY});
    INSERT INTO messages (direction, kind, lead_id, line_id, from_number, to_number, body, state, created_at, expires_at) VALUES
      ('out', 'text-back', 1, 1, '', '', '', 'delivered', ${EVENING}, 0);
    INSERT INTO response_clocks (lead_id, line_id, call_id, missed_at, target_at, ended_at, response) VALUES
      (1, 1, 1, ${EVENING}, ${EVENING + 300_000}, ${EVENING + 252_000}, 'call');`);
  db.close();
  return bench;
}

describe('report', () => {
  test('given calls, when the month is reported for people, then figures stand beside those before, with what is better', async () => {
    const { textback } = createOffice();
    const { code, stdout, stderr } = await textback('report');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^June 2026 so far, against May 2026 \(America\/New_York\)$/m);
    expect(stdout).toMatch(/^Calls +3 +1 +\+200 %$/m);
    expect(stdout).toMatch(/^Missed +1 +0$/m);
    expect(stdout).toMatch(/^Missed rate +33\.3 % +0\.0 % +\+33\.3 points, worse$/m);
    expect(stdout).toMatch(/^Reply rate +0\.0 % +–$/m);
    expect(stdout).toMatch(/^Time to follow up +4 min 12 s +–$/m);
    expect(stdout).toMatch(/^missed callers +1 +100 % +█+$/m);
    expect(stdout).toMatch(/^within 5 minutes +1 +100 % +█+$/m);
    // Tuesday at 21, Monday at 21.
    const heat = stdout.slice(stdout.indexOf('Calls by hour'), stdout.indexOf('Missed by hour'));
    const dots = '·'.repeat(42);
    expect(heat).toContain(`Mon ${dots}▒▒····`);
    expect(heat).toContain(`Tue ${dots}██····`);
    expect(heat).toContain(`Wed ${'·'.repeat(48)}`);
    expect(heat).toContain('· 0   █ 2 in an hour of the week');
  });

  test('given programs that read it, when it is asked for as JSON or CSV, then keys, times and units are stable', async () => {
    const { textback } = createOffice();
    const json = JSON.parse(
      (await textback('report', '--month', '2026-06', '--by', 'week', '--json')).stdout,
    );
    expect(Object.keys(json).sort()).toEqual([
      'before',
      'figures',
      'from',
      'funnel',
      'isUnderWay',
      'line',
      'name',
      'open',
      'owner',
      'pieces',
      'responses',
      'timeZone',
      'to',
      'week',
    ]);
    expect(Object.keys(json.figures)).toEqual(Object.keys(FIGURES));
    expect(json).toMatchObject({
      name: 'June 2026',
      from: '2026-06-01T04:00:00.000Z',
      to: '2026-07-01T04:00:00.000Z',
      figures: { inbound: 3, missedRate: 1 / 3, followUpMs: 252_000 },
      before: { name: 'May 2026', figures: { inbound: 1 } },
      funnel: { missed: 1, texted: 1, replied: 0, qualified: 0, booked: 0 },
    });
    expect(json.pieces).toHaveLength(5);
    const csv = (await textback('report', '--month', '2026-06', '--by', 'week', '--csv')).stdout.split(
      '\r\n',
    );
    expect(csv[0]).toBe(`period,from,to,${Object.keys(FIGURES).join(',')}`);
    expect(csv[5]).toBe(
      '2026-06-29 to 2026-06-30,2026-06-29T04:00:00.000Z,2026-07-01T04:00:00.000Z,3,2,1,0.3333333333333333,0,1,1,1,0,0,1,0,0,252000,1,0',
    );
    expect(csv).toHaveLength(7);
    expect((await textback('report', '--csv')).stdout.split('\r\n')).toHaveLength(3);
  });

  test('given one line in another time zone, or one owner, when they are reported, then days are theirs, and so are calls', async () => {
    const { textback } = createOffice();
    const west = await textback('report', '--line', '212 555 0101', '--day', '2026-06-30');
    expect(west.stdout).toMatch(/^West, 2026-06-30 so far, against 2026-06-29 \(America\/Los_Angeles\)$/m);
    expect(west.stdout).toMatch(/^Tue ·{36}██·{10}$/m);
    const pat = await textback('report', '--owner', 'pat smith', '--json');
    expect(JSON.parse(pat.stdout)).toMatchObject({
      owner: 'Pat Smith',
      figures: { inbound: 1, missed: 1, answered: 0 },
    });
  });

  test.each([
    [['--month', '2026-13'], 2, '2026-13 is no month. Write it as 2026-11.'],
    [['--week', '2026-11', '--day'], 2, 'Give one of --month, --week, --day'],
    [['--by', 'year'], 2, 'day, week, month'],
    [['--line', '212 555 0199'], 3, 'There is no line at +12125550199'],
    [['--line', 'main'], 2, 'is not a phone number'],
    [['--owner', 'pat'], 3, 'Did you mean Pat Smith?'],
  ])('given %j, when it is reported, then it exits %i and says why', async (args, code, says) => {
    const { textback } = createOffice();
    const refused = await textback('report', ...args);
    expect(refused).toMatchObject({ code, stdout: '', stderr: expect.stringContaining(says) });
  });

  test('given terminals of any width, when it is reported, then no line is longer, and colour is there only where it is wanted', async () => {
    const { textbackIn } = createOffice();
    for (const columns of [120, 80, 52, 40, 28, 20]) {
      const { stdout } = await textbackIn({ columns }, 'report', '--by', 'week');
      const maps = stdout.slice(stdout.indexOf('\nCalls by hour'), stdout.indexOf('\nOne by one'));
      for (const line of maps.split('\n').filter((text) => /^(Mon|Tue|Sun) /.test(text))) {
        expect(line.length).toBeLessThanOrEqual(columns);
      }
      const bars = stdout.slice(stdout.indexOf('\nFrom a miss'), stdout.indexOf('\nCalls by hour'));
      if (columns >= 40)
        for (const line of bars.split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
    }
    const terminal = await textbackIn({ isTerminal: true }, 'report');
    expect(terminal.stdout).toContain('\u001b[48;5;196m');
    const plain = await textbackIn({ isTerminal: true, env: { NO_COLOR: '1' } }, 'report');
    expect(plain.stdout).not.toContain('\u001b');
    expect(plain.stdout).toContain('██');
  });

  test('given nothing yet, when it is reported, then it says none instead of failing', async () => {
    const { textback } = createCliBench();
    const { code, stdout } = await textback('report', '--week');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Missed rate +– +–$/m);
    expect(stdout).toContain(`Mon ${'·'.repeat(48)}\n`);
    expect(stdout).toContain('none');
  });

  test('given the help and the manual, when they are read, then each says what every figure means', async () => {
    const { textback } = createCliBench();
    const help = (await textback('report', '--help')).stdout;
    for (const { title, means } of Object.values(FIGURES)) expect(help).toContain(`${title}: ${means}`);
    expect((await textback('man')).stdout).toContain('Missed calls of all calls.');
  });
});
