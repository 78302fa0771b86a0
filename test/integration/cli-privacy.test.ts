import { beforeEach, describe, expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { foundInFiles, meetPerson, NUMBERS, PERSON, WORDS } from '../fakes/erasable-person.ts';
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
