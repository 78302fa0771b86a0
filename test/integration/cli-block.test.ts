import { describe, expect, test } from 'vitest';
import { createCliBench } from '../fakes/cli-bench.ts';
import { missCall } from '../fakes/missed-call.ts';

const json = (ran: { readonly stdout: string }) => JSON.parse(ran.stdout);
const AT = Date.UTC(2026, 6, 1, 2);

describe('textback block', () => {
  test('given a number, when it is blocked, listed, shown and let through, then each says so, for people and programs', async () => {
    const { textback } = createCliBench();
    const added = await textback('block', 'add', '(212) 555-0123', '--note', 'robocaller');
    expect(added).toMatchObject({ code: 0, stdout: '+12125550123\n', stderr: 'Blocked.\n' });
    expect(await textback('block', 'add', '+12125550123')).toMatchObject({ stderr: 'It was so already.\n' });
    await textback('block', 'add', 'withheld', '--treatment', 'announcement');
    const entry = {
      number: '+12125550123',
      treatment: null,
      note: 'robocaller',
      actor: 'cli:maria',
      blockedAt: '2026-07-01T03:00:00.000Z',
    };
    expect(json(await textback('block', 'list', '--json'))).toEqual({
      blocked: [
        { ...entry, effectiveTreatment: 'busy' },
        expect.objectContaining({ number: 'withheld', effectiveTreatment: 'announcement' }),
      ],
    });
    await textback('settings', 'set', 'block-treatment', 'voicemail');
    expect((await textback('block', 'show', '2125550123')).stdout).toContain('voicemail (as usual)');
    const page = await textback('block', 'list', '--limit', '1');
    expect(page.stdout).toContain('(212) 555-0123');
    expect(page.stderr).toContain('--after "+12125550123"');
    expect((await textback('block', 'list', '--after', '+12125550123')).stdout).not.toContain('(212)');

    const removed = await textback('block', 'remove', '212-555-0123', '--json');
    expect(json(removed)).toEqual({ dryRun: false, changed: true, number: '+12125550123' });
    expect(await textback('block', 'remove', '+12125550123')).toMatchObject({
      code: 0,
      stderr: 'It was not blocked.\n',
    });
    expect(await textback('block', 'show', '+12125550123')).toMatchObject({ code: 3 });
  });

  test('given --dry-run, when anything is asked, then it says what would be, and nothing is', async () => {
    const { textback } = createCliBench();
    const would = await textback('block', 'add', '+12125550123', '--dry-run');
    expect(would.stderr).toBe('Would be blocked.\n');
    expect((await textback('block', 'list')).stderr).toBe('Nobody is blocked.\n');
    await textback('block', 'add', '+12125550123');
    expect((await textback('block', 'remove', '+12125550123', '--dry-run')).stderr).toBe(
      'Would be unblocked.\n',
    );
    const changed = await textback('block', 'add', '+12125550123', '--treatment', 'busy', '--dry-run');
    expect(changed.stderr).toBe('Would be changed.\n');
    expect((await textback('block', 'show', '+12125550123')).code).toBe(0);
  });

  test.each([
    [['block', 'add', '212555012'], 2, '--exact'],
    [['block', 'add', 'anonymous'], 2, 'textback block add withheld'],
    [['block', 'add', '911'], 4, 'emergency'],
    [['block', 'add', '+12125550123', '--treatment', 'shout'], 2, 'busy, announcement, voicemail'],
    [['block', 'show', '+12125550123'], 3, 'textback block list'],
  ])('given %j, when it is asked, then it exits %i and says what to do', async (args, code, words) => {
    const { textback } = createCliBench();
    expect(await textback(...args)).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringContaining(words),
    });
  });

  test('given a lead with a text that waits, when its number is blocked, then lead and call say so', async () => {
    const { textback, store } = createCliBench();
    await textback('line', 'add', '+12125550100', '--name', 'Acme', '--forward', '+12125550199');
    await textback('line', 'set', '+12125550100', 'text-delay', '10m');
    await textback('credits', 'topup', '10');
    missCall(store, { from: '+12125550123', line: '+12125550100', at: AT });
    const added = await textback('block', 'add', '+12125550123', '--note', 'vendor');
    expect(added.stderr).toBe('Blocked.\n1 text that waits: called off.\n');
    const lead = await textback('lead', 'show', '+12125550123');
    expect(lead.stdout).toMatch(/Texts +none: the number is blocked/);
    expect(lead.stdout).toMatch(/Blocked +since .+, by cli:maria: vendor/);
    expect(json(await textback('lead', 'show', '1', '--json')).lead.blocked).toMatchObject({
      note: 'vendor',
    });
    expect((await textback('call', 'explain', '1')).stdout).toContain('blocked by cli:maria');

    missCall(store, { from: '+12125550123', line: '+12125550100', at: AT + 3_600_000 });
    const explained = await textback('call', 'explain', '2');
    expect(explained.stdout).toContain('on the block list (blocked');
    expect(explained.stdout).toContain('textback block remove +12125550123');
  });
});
