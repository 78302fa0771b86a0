import Database from 'better-sqlite3';
import { beforeEach, describe, expect, test } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { compactDatabase } from '../../src/services/compact-database.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { atOnce, foundInFiles, meetPerson, NUMBERS, PERSON, WORDS } from '../fakes/erasable-person.ts';
import { createFakeWorld, type FakeWorld } from '../fakes/fake-world.ts';
import { openServiceBench } from '../fakes/service-bench.ts';

let cli: CliBench;
beforeEach(async () => {
  cli = createCliBench();
  await meetPerson(openServiceBench(cli.databasePath));
});
const found = () => foundInFiles(cli.databasePath, [...WORDS, ...NUMBERS]);

describe('privacy erase', () => {
  test('given --dry-run, when it is typed, then it says what would go, without asking', async () => {
    const ran = await cli.textback('privacy', 'erase', '212-555-0177', '--dry-run');
    expect(ran).toMatchObject({ code: 0, stdout: `${PERSON}\n+12125550178\n` });
    expect(ran.stderr).toBe('Would erase: 2 leads, 4 texts, 3 calls, 2 notes, 8 alerts to staff.\n');
    expect(found()).not.toEqual([]);
  });

  test('given a person at the terminal, when they say yes, then it is done, and what is elsewhere is said', async () => {
    const ran = await cli.textbackIn({ answer: 'yes' }, 'privacy', 'erase', PERSON);
    expect(ran.world.questions).toEqual([
      'Erase for good: 2 leads, 4 texts, 3 calls, 2 notes, 8 alerts to staff? [y/N] ',
    ]);
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.stderr).toMatch(
      /^Erased: 2 leads, .*\nBackups and exports made before still hold it, and so do Asterisk’s/,
    );
    expect(found()).toEqual([]);
  });

  test.each(['n', ''])('given the answer %j, when it is asked, then nothing is changed', async (answer) => {
    const before = found();
    const ran = await cli.textbackIn({ answer }, 'privacy', 'erase', PERSON);
    expect(ran).toMatchObject({ code: 4, stdout: '' });
    expect(found()).toEqual(before);
  });

  test('given no terminal, when it is piped, then it needs --yes', async () => {
    const before = found();
    const refused = await cli.pipeIntoTextback('yes\n', 'privacy', 'erase', PERSON);
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    expect(refused.stderr).toContain('Give --yes');
    expect(found()).toEqual(before);
    const done = await cli.spawnTextback('privacy', 'erase', PERSON, '--yes', '--json');
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(done.stdout)).toEqual({
      dryRun: false,
      numbers: [PERSON, '+12125550178'],
      leads: 2,
      removed: { texts: 4, calls: 3, notes: 2, notices: 8 },
      calledOff: 0,
      kept: { consents: 0, blocked: false },
      left: { calls: 0, texts: 0 },
      done: true,
      logEmpty: true,
      compact: true,
    });
    expect(found()).toEqual([]);
  });

  test('given it was done before, when it is typed again, then there is nothing more, and that is no failure', async () => {
    await cli.textback('privacy', 'erase', PERSON, '--yes');
    const again = await cli.textback('privacy', 'erase', PERSON, '--yes');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stderr).toContain('Erased: 0 leads, 0 texts, 0 calls, 0 notes, 0 alerts to staff.');
  });

  test('given somebody who is staff, when they try, then it is refused', async () => {
    cli.store.transact('promised', (tx) => tx.users.change(1, { role: 'staff' }));
    const ran = await cli.textback('privacy', 'erase', PERSON, '--yes');
    expect(ran).toMatchObject({ code: 4 });
    expect(ran.stderr).toContain('Maria may not change this: the role is staff.');
    expect(found()).not.toEqual([]);
  });

  test('given an erased customer, when their calls and leads are shown, then what is gone is said', async () => {
    await cli.textback('privacy', 'erase', PERSON, '--yes');
    const gone = '(removed by privacy purge)';
    expect((await cli.textback('call', 'list')).stdout).toContain('(removed by');
    const call = await cli.textback('call', 'show', '2');
    expect(call.stdout).toMatch(/From +\(removed by privacy purge\)\n/);
    expect(call.stdout).toContain(`\n${gone}\n`);
    expect((await cli.textback('call', 'explain', '2')).code).toBe(0);
    expect((await cli.textback('call', 'outbound', 'show', '1')).stdout).toContain(gone);
    const lead = await cli.textback('lead', 'show', '2');
    expect(lead).toMatchObject({ code: 3, stdout: '' });
    expect(lead.stderr).toMatch(/^error: Lead 2 was removed by privacy purge on 20\d\d-\d\d-\d\d\./);
    const json = JSON.parse((await cli.textback('call', 'show', '2', '--json')).stdout);
    expect(json.call).toMatchObject({ from: '', fromName: '', erasedAt: expect.stringMatching(/Z$/) });
  });
});

describe('privacy purge', () => {
  /** The person was last heard of in January 2026. */
  const later = { now: Date.UTC(2026, 6, 1, 3) };

  test('given --dry-run, when it is typed, then it says what would go and from before when', async () => {
    const ran = await cli.textbackIn(later, 'privacy', 'purge', '--older-than', '3m', '--dry-run');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(
      /^Would remove, from before 2026-03-30 00:00:00: 2 leads, \d+ texts, 4 calls, 2 notes, \d+ alerts to staff\.\n$/,
    );
    expect(found()).not.toEqual([]);
  });

  test('given no terminal, when it is piped, then it needs --yes, and then says what was done as JSON', async () => {
    const refused = await cli.textback('privacy', 'purge', '--older-than', '3m');
    expect(refused).toMatchObject({ code: 4, stdout: '' });
    const command = ['privacy', 'purge', '--older-than', '3m', '--yes', '--json'];
    const done = await cli.textbackIn(later, ...command);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(done.stdout)).toEqual({
      dryRun: false,
      before: '2026-03-30T04:00:00.000Z',
      removed: {
        leads: 3,
        texts: expect.any(Number),
        calls: 4,
        notes: 2,
        notices: expect.any(Number),
      },
      done: true,
      logEmpty: true,
      compact: true,
    });
    // What textback remembers of a number for some days goes after that time.
    expect(found().filter((word) => WORDS.includes(word))).toEqual(['zanzibar']);
  });

  test('given somebody who presses Ctrl-C, when a piece is done, then it stops and says how far it came', async () => {
    let world: FakeWorld | null = null;
    const now = () => {
      world?.interrupt();
      return later.now;
    };
    world = createFakeWorld({ env: { TEXTBACK_CONFIG: cli.configFile }, isTerminal: true, now });
    expect(await run(['privacy', 'purge', '--older-than', '3m', '--yes'], world)).toBe(1);
    expect(world.stderr).toContain('Removed, from before 2026-03-30');
    expect(world.stderr).toContain('Stopped before the end: what is gone is gone. Run this again to go on.');
  });

  test.each([
    [['privacy', 'purge'], "required option '--older-than <age>' not specified"],
    [['privacy', 'purge', '--older-than', '1m'], 'from 2 months to 10 years'],
    [['privacy', 'purge', '--older-than', 'soon'], 'such as 18m or 2y'],
    [['privacy', 'purg', '--older-than', '3m'], "unknown command 'purg'"],
    [['privacy', 'erase'], "missing required argument 'number'"],
  ])('given %j, when it is typed, then it is usage, and says what is wrong', async (command, problem) => {
    const ran = await cli.textback(...command);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(problem);
  });

  test('given the setting keep-for, when it is set and listed, then it is shown, within its bounds', async () => {
    expect((await cli.textback('settings', 'list')).stdout).toMatch(/keep-for +off/);
    expect((await cli.textback('settings', 'set', 'keep-for', '1')).code).toBe(2);
    expect(await cli.textback('settings', 'set', 'keep-for', '18')).toMatchObject({
      code: 0,
      stdout: '18\n',
    });
    expect((await cli.textback('settings', 'list')).stdout).toMatch(/keep-for +18 /);
  });

  test('given purged rows, when leads, calls and the inbox are shown, then what is gone is said', async () => {
    const store = cli.store;
    store.transact('promised', (tx) => tx.leads.touch(1, later.now));
    await cli.textbackIn(later, 'privacy', 'purge', '--older-than', '3m', '--yes');
    const lead = await cli.textback('lead', 'show', '1');
    expect(lead.code).toBe(0);
    expect(lead.stdout).toContain('text from the customer (removed by privacy purge)');
    expect(lead.stdout).toContain('text to the customer (removed by privacy purge)');
    expect((await cli.textback('inbox')).stdout).toContain('(removed by');
    expect((await cli.textback('call', 'show', '1')).stdout).toContain('(removed by privacy purge)');
  });
});

describe('privacy compact', () => {
  test('given copies of rows in unused parts of the file, when it is written anew, then they are gone', async () => {
    const db = new Database(cli.databasePath);
    db.exec("CREATE TABLE stale (words TEXT); INSERT INTO stale VALUES ('brontosaurus'); DELETE FROM stale");
    db.close();
    expect(foundInFiles(cli.databasePath, ['brontosaurus'])).toHaveLength(1);
    const ran = await cli.textback('privacy', 'compact');
    expect(ran).toMatchObject({ code: 0, stdout: '' });
    expect(ran.stderr).toMatch(/^Written anew: \d+\.\d MB before, \d+\.\d MB now\.\n$/);
    expect(foundInFiles(cli.databasePath, ['brontosaurus'])).toEqual([]);
    const json = JSON.parse((await cli.textback('privacy', 'compact', '--json')).stdout);
    expect(json).toEqual({ beforeBytes: expect.any(Number), afterBytes: expect.any(Number), logEmpty: true });
  });

  test('given a daemon on a large database, when it is to be written anew, then that is refused', async () => {
    const large = { ...cli.store, sizeBytes: () => 65 * 1024 * 1024 };
    const refused = await compactDatabase(large, true, 'user:Maria', 1, atOnce);
    expect(refused).toMatchObject({ kind: 'refused', remedy: expect.stringContaining('systemctl stop') });
    expect(await compactDatabase(large, false, 'user:Maria', 1, atOnce)).toMatchObject({ kind: 'compacted' });
  });
});
