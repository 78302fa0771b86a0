import { expect, test } from 'vitest';
import { blockNumber } from '../../src/services/block-number.ts';
import { listBlocked } from '../../src/services/show-blocked.ts';
import { openWebBench } from '../fakes/web-bench.ts';

const EVIL = '<img src=x onerror=alert(1)>';

test('given staff, when they block a number and take it off again, then the list follows; notes are text', async () => {
  const bench = await openWebBench();
  const pat = bench.signedIn(bench.addUser('Pat', 'staff'));
  const added = await pat.post('/settings/blocked/add', { number: '(212) 555-0124', note: EVIL });
  expect(added.status).toBe(303);
  expect(listBlocked(bench.store, 10)).toMatchObject([
    { number: '+12125550124', note: EVIL, actor: 'user:Pat' },
  ]);
  const { text } = await pat.open('/settings/blocked');
  expect(text).toContain('<strong>(212) 555-0124</strong>');
  expect(text).not.toContain(EVIL);
  await pat.post('/settings/blocked/remove', { number: '+12125550124' });
  expect(listBlocked(bench.store, 10)).toEqual([]);
  expect((await pat.open('/settings/blocked')).text).toContain('Nobody is blocked.');
});

test('given what is no number, when blocked, then nobody is, and what was typed stays beside the reason', async () => {
  const bench = await openWebBench();
  const maria = bench.signedIn(bench.addUser('Maria', 'owner'));
  const { status, text } = await maria.post('/settings/blocked/add', { number: '911', note: 'spam' });
  expect(status).toBe(422);
  expect(text).toContain('name="number" value="911"');
  expect(text).toContain('name="note" value="spam"');
  expect(text).toContain('role="alert"');
  expect(listBlocked(bench.store, 10)).toEqual([]);
});

test('given a long list, when looked at by who may only read, then the rest is a page on, and has no buttons', async () => {
  const bench = await openWebBench();
  const kim = bench.signedIn(bench.addUser('Kim', 'read-only'));
  for (let n = 0; n < 101; n += 1) {
    const number = `+1212555${String(1_000 + n)}`;
    const request = { number, exact: false, treatment: undefined, note: undefined, dryRun: false };
    blockNumber(bench.store, request, 'US', 'user:Maria', bench.clock.now());
  }
  const { text } = await kim.open('/settings/blocked');
  expect(text).not.toContain('<form');
  const next = /href="(\/settings\/blocked\?after=[^"]+)"/.exec(text)?.[1] ?? '';
  const rest = (await kim.open(next)).text;
  expect(rest).toContain('<strong>(212) 555-1100</strong>');
  expect(rest.match(/<li>/g)).toHaveLength(1);
});
