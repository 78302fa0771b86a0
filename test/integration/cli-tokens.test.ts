import { beforeEach, describe, expect, test } from 'vitest';
import { resumeApiToken } from '../../src/services/api-tokens.ts';
import { settleRestored } from '../../src/services/settle-restored.ts';
import { tidyUp } from '../../src/services/tidy-up.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { business } from '../fakes/service-bench.ts';

const NOW = Date.UTC(2026, 6, 1, 3);
const DAY_MS = 86_400_000;
let bench: CliBench;

beforeEach(async () => {
  bench = createCliBench();
  await bench.textback('user', 'add', 'Maria', '--role', 'owner', '--login', 'maria');
  await bench.textback('user', 'add', 'Pat', '--role', 'staff', '--login', 'pat');
});

const add = (...args: string[]) => bench.textback('token', 'add', ...args, '--json');
const tokens = () => bench.store.read((reader) => reader.apiTokens.all());

describe('a token', () => {
  test('given one that is made, then it is shown this once, kept as a hash, and acts as its person', async () => {
    const made = JSON.parse(
      (await add('CRM  sync', '--user', 'maria', '--scope', 'write', '--expires', '90d')).stdout,
    );
    expect(made).toEqual({
      dryRun: false,
      secret: expect.stringMatching(/^textback_[\w-]{43}$/),
      token: {
        ...{ id: 1, name: 'CRM sync', user: 'Maria', scope: 'write', lastUsedAt: null },
        ...{ createdAt: '2026-07-01T03:00:00.000Z', expiresAt: '2026-09-29T03:00:00.000Z' },
      },
    });
    expect(resumeApiToken(bench.store, made.secret, NOW)).toMatchObject({ user: { name: 'Maria' } });
    expect(resumeApiToken(bench.store, made.secret, NOW + 90 * DAY_MS)).toBeNull();
    expect(JSON.stringify(tokens())).not.toContain(made.secret);
    const shown = await bench.textback('token', 'list');
    expect(shown.stdout).toMatch(/CRM sync\s+Maria\s+write\s+2026-06-30\s+2026-09-28\s+2026-06-30\n/);
    const audit = await bench.textback('audit', 'list', '--subject', 'user:Maria', '--json');
    expect(JSON.parse(audit.stdout).changes[0]).toMatchObject({
      action: 'add token',
      after: { name: 'CRM sync' },
    });
    expect(audit.stdout).not.toContain(made.secret);
  });

  test('given --dry-run, then there is none, and none is shown', async () => {
    expect(JSON.parse((await add('CRM', '--user', 'Maria', '--dry-run')).stdout)).toMatchObject({
      secret: null,
    });
    expect(tokens()).toEqual([]);
    await add('CRM', '--user', 'Maria');
    const kept = await bench.textback('token', 'revoke', 'crm', '--dry-run');
    expect(kept.stderr).toBe('Would revoke the token "CRM" of Maria. Nothing was changed (--dry-run).\n');
    expect(tokens()).toHaveLength(1);
  });

  test('given one that is revoked, then it is gone, and the same name may be used again', async () => {
    const { secret } = JSON.parse((await add('CRM', '--user', 'Maria')).stdout);
    const revoked = await bench.textback('token', 'revoke', 'CRM');
    expect(revoked.stderr).toBe(
      'Revoked the token "CRM" of Maria. Programs that use it are refused from now on.\n',
    );
    expect(resumeApiToken(bench.store, secret, NOW)).toBeNull();
    expect((await bench.textback('token', 'revoke', 'CRM')).code).toBe(3);
    expect((await add('CRM', '--user', 'Maria')).code).toBe(0);
  });

  test('given one that is over, when 30 days have gone by, then the night takes it off the list', async () => {
    await add('CRM', '--user', 'Maria', '--expires', '1d');
    await add('for good', '--user', 'Maria');
    tidyUp(bench.store, business, NOW + 31 * DAY_MS - 1);
    expect(tokens()).toHaveLength(2);
    tidyUp(bench.store, business, NOW + 31 * DAY_MS);
    expect(tokens().map(({ name }) => name)).toEqual(['for good']);
  });

  test.each([
    [['CRM'], 2, '--user'],
    [['CRM', '--user', 'Nobody'], 3, 'There is nobody called "Nobody".'],
    [['--', '--user', 'Maria'], 2, ''],
    [['', '--user', 'Maria'], 2, 'A token cannot be called "".'],
    [['CRM', '--user', 'Maria', '--expires', 'soon'], 2, '"soon" is no time'],
    [['CRM', '--user', 'Maria', '--scope', 'all'], 2, 'Allowed choices are read, write'],
    [['taken', '--user', 'Maria'], 4, 'There is a token called "taken" already.'],
  ])('given %j, when it is made, then it is refused', async (args, code, words) => {
    await add('Taken', '--user', 'Maria');
    const refused = await bench.textback('token', 'add', ...args);
    expect(refused).toMatchObject({ code, stderr: expect.stringContaining(words) });
    expect(tokens()).toHaveLength(1);
  });

  test('given an old backup that is restored, then no token is good, since some may have been revoked meanwhile', async () => {
    const { secret } = JSON.parse((await add('CRM', '--user', 'Maria')).stdout);
    settleRestored(bench.store, null, 'old.db', 'test', NOW);
    expect(resumeApiToken(bench.store, secret, NOW)).toBeNull();
    expect(tokens()).toEqual([]);
  });

  test('given staff, when they make one, even for themselves, then it is refused', async () => {
    const refused = await bench.textbackIn({ env: {}, user: 'pat' }, 'token', 'add', 'CRM', '--user', 'Pat');
    expect(refused).toMatchObject({ code: 4, stderr: expect.stringContaining('the role is staff') });
    expect(tokens()).toEqual([]);
  });
});
