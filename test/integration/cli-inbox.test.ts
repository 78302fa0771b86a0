import { describe, expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';

const LINE = '+12125550100';
const PAT = '+12125550123';
const NOON = Date.UTC(2026, 5, 30, 16);

async function openBench(role = 'owner'): Promise<CliBench> {
  const bench = createCliBench();
  await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
  await bench.textback('credits', 'topup', '10');
  await bench.textback('user', 'add', 'Maria', '--role', role, '--login', 'maria');
  replyFrom(bench.store, PAT, LINE, 'Can you come today?', NOON);
  return bench;
}

describe('textback inbox', () => {
  test('given a text, when the inbox is listed, shown and listed again, then it is read, for who showed it', async () => {
    const { textback } = await openBench();
    expect((await textback('inbox')).stdout).toMatch(
      /^Id +New +Who +Owner +When +Newest text\n#1 +1 +\(212\) 555-0123 +- +2026-06-30 12:00:00 +Can you come today\?\n$/,
    );
    const { conversations } = JSON.parse((await textback('inbox', 'list', '--unread', '--json')).stdout);
    expect(conversations).toMatchObject([
      {
        id: 1,
        number: PAT,
        unread: 1,
        newest: { direction: 'in', text: 'Can you come today?', at: '2026-06-30T16:00:00.000Z' },
      },
    ]);
    expect((await textback('inbox', 'show', PAT, '--keep-unread')).stdout).toContain('Can you come today?');
    expect((await textback('inbox', 'list', '--unread')).stdout).toContain('#1');
    await textback('inbox', 'show', '1');
    expect(await textback('inbox', 'list', '--unread')).toMatchObject({
      stdout: '',
      stderr: expect.stringContaining('You have read everything.'),
    });
    await textback('inbox', 'unread', '1');
    expect((await textback('inbox', 'list', '--unread')).stdout).toContain('#1');
  });

  test('given a conversation, when it is assigned and moved along from the inbox, then it is as from the list of leads', async () => {
    const { textback } = await openBench();
    expect(await textback('inbox', 'assign', '1', 'Maria')).toMatchObject({ code: 0, stdout: 'Maria\n' });
    expect((await textback('inbox', 'stage', PAT, 'contacted')).stdout).toMatch(/→ Contacted\n$/);
    const shown = JSON.parse((await textback('inbox', 'show', '1', '--json')).stdout);
    expect(shown.lead).toMatchObject({ owner: 'Maria', stage: 'Contacted' });
    expect(await textback('inbox', 'unassign', '1', '--dry-run')).toMatchObject({ stdout: 'nobody\n' });
    expect((await textback('inbox', 'assign', '1', 'Nobody')).code).toBe(3);
    expect((await textback('inbox', 'assign', '--help')).stdout).toContain('$ textback inbox assign 3 Maria');
  });

  test('given a reply, then it is queued from the line, in the person’s name, and shows on the timeline', async () => {
    const { textback } = await openBench();
    const sent = await textback('inbox', 'reply', '1', 'On my way, 20 minutes.', '--json');
    expect(JSON.parse(sent.stdout)).toEqual({
      dryRun: false,
      leadId: 1,
      messageId: expect.any(Number),
      from: LINE,
      to: PAT,
      credits: 1,
    });
    expect((await textback('lead', 'show', '1')).stdout).toContain(
      'text by Maria to (212) 555-0123, queued: On my way',
    );
    expect((await textback('inbox')).stdout).toContain('you: On my way, 20 minutes.');
  });

  test('given --dry-run, then nothing is sent', async () => {
    const { textback } = await openBench();
    const tried = await textback('inbox', 'reply', '1', 'Hi', '--dry-run');
    expect(tried.stderr).toContain('Nothing was sent (--dry-run).');
    expect((await textback('credits', 'balance', '--json')).stdout).toContain('"balance": 10');
  });

  test('given a conversation, when it is closed and opened again, then each says so once', async () => {
    const { textback } = await openBench();
    expect((await textback('inbox', 'close', '1')).stderr).toContain('is closed');
    expect((await textback('inbox', 'close', '1')).stderr).toContain('It is closed already.');
    expect(JSON.parse((await textback('inbox', 'reopen', '1', '--json')).stdout)).toMatchObject({
      changed: true,
      lead: { closedAt: null },
    });
  });

  test.each([
    [['show', '99'], 3, 'no lead "99"'],
    [['reply', '99', 'Hi'], 3, 'no lead "99"'],
    [['reply', '1', ' '], 2, 'The text is empty.'],
    [['reply', '1'], 2, "missing required argument 'text'"],
    [['lst'], 2, 'Did you mean list?'],
  ] as const)('given %j, then it exits %i and stderr says %j', async (args, code, words) => {
    const { textback } = await openBench();
    expect(await textback('inbox', ...args)).toMatchObject({ code, stderr: expect.stringContaining(words) });
  });

  test('given somebody who may only read, then they read and do not write', async () => {
    const { textback } = await openBench('read-only');
    expect(await textback('inbox')).toMatchObject({ code: 0, stdout: expect.stringContaining('#1') });
    expect(await textback('inbox', 'reply', '1', 'Hi')).toMatchObject({ code: 4 });
  });

  test('given somebody who watches, when a text comes, then it is shown at once, and nothing of before', async () => {
    const { textbackIn, store } = await openBench();
    const onPause = (left: number) => {
      if (left === 2) replyFrom(store, PAT, LINE, 'Hello?', NOON + 1_000);
    };
    const { code, stdout } = await textbackIn({ pauses: 3, onPause }, 'inbox', 'watch', '--json');
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        leadId: 1,
        number: PAT,
        name: '',
        direction: 'in',
        by: null,
        text: 'Hello?',
        state: 'received',
        at: '2026-06-30T16:00:01.000Z',
      },
    ]);
  });
});
