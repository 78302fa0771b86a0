import { beforeEach, describe, expect, test } from 'vitest';
import { receiveText } from '../../src/services/receive-text.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { ACME, missCall } from '../fakes/missed-call.ts';

const LINE = '+12125550100';
const PAT = '+12125550123';
const KIM = '+12125550124';
const T0 = Date.UTC(2026, 6, 1, 2);

let bench: CliBench;
beforeEach(async () => {
  bench = createCliBench();
  await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
  await bench.textback('credits', 'topup', '100');
});

const json = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout);
const miss = (from: string, at: number, name = '') => missCall(bench.store, { from, name, line: LINE, at });
const text = (from: string, words: string, at: number) =>
  receiveText(bench.store, { from, to: LINE, text: words, part: null }, ACME, at);
const listed = async (...args: string[]) =>
  json(await bench.textback('lead', 'list', ...args, '--json')).leads.map(({ id }: { id: number }) => id);

test('given a missed caller, when staff work on the lead, then everything stands on its timeline, in order', async () => {
  await bench.textback('user', 'add', 'Maria', '--login', 'maria');
  miss(PAT, T0, 'PAT SMITH');
  text(PAT, 'Can you come today?', T0 + 60_000);
  expect(await bench.textback('lead', 'name', PAT, 'Pat', 'Smith')).toMatchObject({ code: 2 });
  expect(await bench.textback('lead', 'name', PAT, 'Pat Smith')).toMatchObject({
    ...{ code: 0, stdout: '', stderr: 'Changed lead 1, Pat Smith.\n' },
  });
  expect(await bench.textback('lead', 'stage', '1', 'contacted')).toMatchObject({
    ...{ code: 0, stdout: 'New Lead → Contacted\n' },
  });
  await bench.textback('lead', 'note', '1', 'Gate', 'code', '1234');
  expect(await bench.textback('lead', 'tag', '1', 'VIP', 'two units')).toMatchObject({
    ...{ code: 0, stdout: 'two-units, vip\n' },
  });
  expect((await bench.textback('lead', 'untag', '1', 'vip')).stdout).toBe('two-units\n');
  await bench.textback('consent', 'record', PAT, '--opt-out', '--source', 'phone', '--note', 'asked');

  const { lead } = json(await bench.textback('lead', 'show', '#1', '--json'));
  expect(lead).toMatchObject({
    ...{ id: 1, number: PAT, numbers: [PAT], name: 'Pat Smith', stage: 'Contacted', owner: null },
    ...{ tags: ['two-units'], optedOut: true, hasOlder: false, before: null },
  });
  expect(lead.timeline.map(({ kind }: { kind: string }) => kind)).toEqual([
    ...['call', 'stage', 'text', 'text', 'stage', 'note', 'consent'],
  ]);
  expect(lead.timeline[4]).toMatchObject({ from: 'New Lead', to: 'Contacted', actor: 'user:Maria' });
  const { stdout } = await bench.textback('lead', 'show', PAT);
  expect(stdout).toMatch(/Tags\s+two-units\n/);
  expect(stdout).toContain('note by Maria: Gate code 1234');

  const { changes } = json(await bench.textback('audit', 'list', '--subject', 'lead:1', '--json'));
  expect(
    changes.map(({ action, before, after }: Record<string, unknown>) => [action, before, after]),
  ).toEqual([
    ['tag', ['two-units', 'vip'], ['two-units']],
    ['tag', [], ['two-units', 'vip']],
    ['note', null, { noteId: 1 }],
    ['stage', 'New Lead', 'Contacted'],
    ['name', 'PAT SMITH', 'Pat Smith'],
  ]);
});

test.each([
  [['lead', 'show', '99'], 3, 'There is no lead "99".'],
  [['lead', 'show', '1', '--before', 'yesterday'], 2, 'is no place in a timeline'],
  [['lead', 'name', '1', 'x'.repeat(61)], 2, 'A lead cannot be called that.'],
  [['lead', 'note', '1', ' '], 2, 'The note is empty.'],
  [['lead', 'tag', '1', 'b@d'], 2, '"b@d" cannot be a tag.'],
  [['lead', 'tag', '1', ...Array.from({ length: 51 }, (_, n) => `t${n}`)], 4, 'at most 50 tags'],
  [['lead', 'stage', '1', 'Bookd'], 3, 'Did you mean Booked?'],
  [['lead', 'stage', '1', 'zzz'], 3, 'The stages are New Lead, Contacted,'],
  [['lead', 'stage', '1', 'p'], 0, 'Changed lead 1'],
  [['lead', 'list', '--owner', 'Zoe'], 3, 'There is nobody called "Zoe".'],
  [['lead', 'list', '--owner', 'Zoe', '--unassigned'], 2, 'cannot be used with'],
  [['lead', 'list', '--before', '99'], 3, 'There is no lead "99".'],
  [['lead', 'search', '?!'], 2, 'There is nothing to look for'],
  [['lead', 'search', 'x', '--after', 'moon-1'], 2, 'is no place in what was found'],
  [['lead', 'tag', '1'], 2, "missing required argument 'tags'"],
])('given a lead, when somebody types %j, then exit code %i and %j', async (args, code, words) => {
  miss(PAT, T0);
  const ran = await bench.textback(...args);
  expect(ran.code).toBe(code);
  expect(ran.stderr).toContain(words);
});

test('given --dry-run, when a lead is changed, then nothing is', async () => {
  miss(PAT, T0);
  const before = json(await bench.textback('lead', 'show', '1', '--json'));
  for (const change of [
    ['name', '1', 'Pat'],
    ['tag', '1', 'spam'],
    ['note', '1', 'x'],
    ['stage', '1', 'Lost'],
  ]) {
    const ran = await bench.textback('lead', ...change, '--dry-run', '--json');
    expect(json(ran)).toMatchObject({ dryRun: true, lead: { id: 1 } });
  }
  expect(json(await bench.textback('lead', 'show', '1', '--json'))).toEqual(before);
  expect(bench.store.read((reader) => reader.audit.of('lead:1', 10))).toEqual([]);
});

test('given what is so already, when it is asked for again, then nothing is changed, nor said to be', async () => {
  miss(PAT, T0, 'Pat Smith');
  await bench.textback('lead', 'tag', '1', 'vip');
  for (const change of [
    ['name', '1', 'Pat Smith'],
    ['tag', '1', 'vip'],
    ['untag', '1', 'spam'],
    ['stage', '1', 'new lead'],
  ]) {
    expect((await bench.textback('lead', ...change)).stderr).toContain('It is so already: lead 1');
  }
});

test('given leads of nobody, of somebody, and closed, when they are listed, then those of nobody come first, a page at a time', async () => {
  await bench.textback('user', 'add', 'Maria');
  bench.store.transact('promised', (tx) => {
    for (let n = 1; n <= 12; n += 1) {
      tx.leads.findOrAdd({ number: `+121255501${10 + n}`, name: '', source: 'text' }, (n % 3) + 1, n * 1_000);
      if (n === 3) tx.leads.setClosed(n, n, n);
      if (n % 2 === 0) tx.assignments.add({ leadId: n, userId: 1, reason: 'by-hand', actor: '', at: n });
      if (n > 8) tx.tags.add({ leadId: n, tags: ['vip'], actor: '', at: n });
    }
    // Two at the same moment.
    tx.leads.touch(9, 11_000);
  });
  const all = [11, 9, 7, 5, 1, 12, 10, 8, 6, 4, 3, 2];
  expect(await listed()).toEqual(all);
  const pages: number[] = [];
  for (let before: string[] = []; pages.length < all.length; before = ['--before', String(pages.at(-1))]) {
    pages.push(...(await listed('--limit', '5', ...before)));
  }
  expect(pages).toEqual(all);
  expect(await listed('--limit', '5', '--before', '2')).toEqual([]);
  expect(await listed('--unassigned')).toEqual([11, 9, 7, 5, 1]);
  expect(await listed('--owner', 'maria', '--limit', '2', '--before', '10')).toEqual([8, 6]);
  expect(await listed('--stage', 'contacted')).toEqual([10, 7, 4, 1]);
  expect(await listed('--tag', '#VIP', '--limit', '3')).toEqual([12, 11, 10]);
  expect(await listed('--tag', 'vip', '--limit', '3', '--before', '10')).toEqual([9]);
  expect(await listed('--latest', '--limit', '3')).toEqual([12, 11, 9]);
  expect(await listed('--unassigned', '--stage', 'contacted')).toEqual([7, 1]);
  expect(await listed('--tag', 'vip', '--unassigned')).toEqual([11, 9]);
  expect((await bench.textback('lead', 'list', '--tag', 'nothing')).stderr).toBe('No leads.\n');
});

describe('search', () => {
  beforeEach(async () => {
    miss(PAT, T0, 'José García');
    miss(KIM, T0 + 1_000, 'Kim Lee');
    text(PAT, 'The furnace in the basement leaks', T0 + 2_000);
    text(KIM, 'Furniture delivery', T0 + 3_000);
    for (let n = 0; n < 30; n += 1) text(KIM, `and one more thing ${n}`, T0 + 4_000 + n);
    await bench.textback('lead', 'note', '1', 'Has a dog');
  });

  const found = async (...args: string[]) =>
    json(await bench.textback('lead', 'search', ...args, '--json')).leads.map(
      ({ lead, where }: { lead: { id: number }; where: string }) => `${lead.id} ${where}`,
    );

  test.each([
    [['555-0123'], ['1 number']],
    [['(212) 555'], ['2 number', '1 number']],
    [['0123'], ['1 number']],
    [['055'], []],
    [['501'], ['2 number', '1 number']],
    [['001 212 555 0123'], ['1 number']],
    [['0212 555'], ['2 number', '1 number']],
    [['garcia'], ['1 name']],
    [['GARC'], ['1 name']],
    [['lee', 'kim'], ['2 name']],
    [['furn'], ['2 text', '1 text']],
    [['furnace', 'leaks'], ['1 text']],
    [['furnace', 'dog'], []],
    [['dog'], ['1 note']],
    [['one', 'more'], ['2 text']],
    [['"; DROP TABLE leads --'], []],
    [['a', 'NOT', 'b', '*'], []],
  ])('given leads, when somebody looks for %j, then %j', async (words, leads) => {
    expect(await found(...words)).toEqual(leads);
  });

  test('given more than a page, when it is turned, then each lead comes once, and nothing is left out', async () => {
    const pages: unknown[] = [];
    let after: string | null = '';
    while (after !== null) {
      const args = after === '' ? [] : ['--after', after];
      const page = json(await bench.textback('lead', 'search', '212555', '--limit', '1', ...args, '--json'));
      pages.push(...page.leads.map(({ lead }: { lead: { id: number } }) => lead.id));
      after = page.after;
    }
    expect(pages).toEqual([2, 1]);
  });

  test('given digits that are part of one number and, without the zero dialled first, of another, when they are looked for, then as typed comes first, over pages too', async () => {
    miss('+12120550199', T0 + 9_000);
    miss('+442079460199', T0 + 9_100);
    miss('+12120207940', T0 + 9_200);
    const page = async (...args: string[]) => json(await bench.textback('lead', 'search', ...args, '--json'));
    const numbers = (leads: { lead: { number: string }; where: string }[]) =>
      leads.map(({ lead, where }) => `${lead.number} ${where}`);
    const both = ['+12120207940 number', '+442079460199 number'];
    expect(numbers((await page('020 794')).leads)).toEqual(both);
    const first = await page('020 794', '--limit', '1');
    const rest = await page('020 794', '--after', first.after);
    expect(new Set(numbers([...first.leads, ...rest.leads]))).toEqual(new Set(both));
    expect(numbers(first.leads)).toEqual([both[0]]);
    // Without the zero too few digits are left.
    expect(numbers((await page('055')).leads)).toEqual(['+12120550199 number']);
  });

  test('given a customer who wrote a lot, when their words are looked for, then others are found all the same', async () => {
    text(PAT, 'one more', T0 + 10_000);
    for (let n = 0; n < 30; n += 1) text(KIM, `one more ${n}`, T0 + 20_000 + n);
    const first = json(await bench.textback('lead', 'search', 'one more', '--limit', '2', '--json'));
    const second = json(
      await bench.textback('lead', 'search', 'one more', '--limit', '2', '--after', first.after, '--json'),
    );
    const ids = [...first.leads, ...second.leads].map(({ lead }: { lead: { id: number } }) => lead.id);
    // Twenty rows a page: the first holds nobody else.
    expect(ids).toEqual([2, 2, 1]);
  });

  test('given what was found, when a person reads it, then it is shown around the word', async () => {
    text(PAT, `${'so '.repeat(60)}compressor ${'and on '.repeat(60)}`, T0 + 50_000);
    const { stdout } = await bench.textbackIn({ columns: 200, env: {} }, 'lead', 'search', 'compressor');
    expect(stdout).toMatch(/1\s+\(212\) 555-0123\s+José García\s+text\s+….*compressor.*…/);
    expect((await bench.textback('lead', 'search', 'nowhere')).stderr).toBe('Nothing found.\n');
  });
});

describe('a tag that forbids texting', () => {
  test('given a lead is tagged spam, when they call again, then they are not texted, and it says why', async () => {
    miss(PAT, T0);
    await bench.textback('lead', 'tag', PAT, 'spam');
    await bench.textback('line', 'set', LINE, 'cool-down', '0');
    const callId = miss(PAT, T0 + 3_600_000);
    const explained = await bench.textback('call', 'explain', String(callId));
    expect(explained.stdout).toContain('the lead has a tag that forbids it (spam)');
    await bench.textback('lead', 'untag', PAT, 'spam');
    const next = miss(PAT, T0 + 7_200_000);
    expect(bench.store.read((reader) => reader.calls.decisionOf(next))).toMatchObject({ verdict: 'send' });
  });

  test('given a text that waits, when the lead is tagged, then it is called off and its credit comes back', async () => {
    const before = bench.store.read((reader) => reader.credits.balance());
    miss(PAT, T0);
    await bench.textback('lead', 'tag', PAT, 'wrong number');
    bench.store.read((reader) => {
      expect(reader.messages.byId(1)).toMatchObject({
        ...{ state: 'cancelled', detail: 'the lead was tagged wrong-number', notBefore: null },
      });
      expect(reader.credits.balance()).toBe(before);
    });
  });

  test('given no tag forbids it, when a lead is tagged, then the text still goes out', async () => {
    await bench.textback('settings', 'set', 'never-text-tags', 'spam');
    miss(PAT, T0);
    await bench.textback('lead', 'tag', PAT, 'vendor');
    expect(bench.store.read((reader) => reader.messages.byId(1))).toMatchObject({ state: 'queued' });
  });
});

test('given a long timeline with much at the same instant, when it is paged, then the pages are the whole', async () => {
  miss(PAT, T0);
  bench.store.transact('promised', (tx) => {
    for (let n = 0; n < 40; n += 1) {
      const at = T0 + 60_000 + Math.floor(n / 7);
      tx.notes.add({ leadId: 1, body: `note ${n}`, actor: 'cli:x', at });
      tx.stages.moveLead({ leadId: 1, fromStageId: 1, toStageId: 2, actor: 'cli:x', at });
      tx.assignments.add({ leadId: 1, userId: null, reason: 'by-hand', actor: 'cli:x', at });
      tx.consents.record({ number: PAT, state: 'opted-in', source: 'staff', wording: `${n}`, at });
    }
  });
  const whole = json(await bench.textback('lead', 'show', '1', '--limit', '1000', '--json')).lead.timeline;
  expect(whole.length).toBe(163);
  for (const limit of [1, 7, 50]) {
    let pages: unknown[] = [];
    let before: string | null = '';
    while (before !== null) {
      const args = before === '' ? [] : ['--before', before];
      const { lead } = json(
        await bench.textback('lead', 'show', '1', '--limit', String(limit), ...args, '--json'),
      );
      pages = [...lead.timeline, ...pages];
      before = lead.before;
    }
    expect(pages).toEqual(whole);
  }
  expect((await bench.textback('lead', 'show', '1', '--limit', '2')).stderr).toMatch(
    /^There is more before this: --before \d+\.[a-z-]+\.\d+\n$/,
  );
});

describe('the pipeline', () => {
  const names = async () =>
    json(await bench.textback('stage', 'list', '--json')).stages.map(({ name }: { name: string }) => name);

  test('given the pipeline, when stages are added, renamed, moved and removed, then it is so, audited, and leads follow', async () => {
    miss(PAT, T0);
    await bench.textback('lead', 'stage', PAT, 'Follow-Up');
    await bench.textback(
      'stage',
      'add',
      'Waiting for Parts',
      '--after',
      'ready to book',
      '--kind',
      'qualified',
    );
    await bench.textback('stage', 'rename', 'Proposal Sent', 'Quote Sent');
    await bench.textback('stage', 'move', 'follow-up', '--after', 'new lead');
    await bench.textback('stage', 'kind', 'contacted', 'qualified');
    const removed = await bench.textback('stage', 'remove', 'follow-up', '--leads-to', 'contacted', '--yes');
    expect(removed.stderr).toBe('Removed Follow-Up; leads moved to Contacted: 1.\n');
    expect(await names()).toEqual([
      ...['New Lead', 'Contacted', 'Information Needed', 'Estimate Scheduled', 'Quote Sent'],
      ...['Ready to Book', 'Waiting for Parts', 'Booked', 'Lost'],
    ]);
    const { lead } = json(await bench.textback('lead', 'show', PAT, '--json'));
    expect(lead.stage).toBe('Contacted');
    const stageMoves = lead.timeline.filter(({ kind }: { kind: string }) => kind === 'stage');
    expect(stageMoves.map(({ from, to }: { from: string; to: string }) => [from, to])).toEqual([
      [null, 'New Lead'],
      ['New Lead', 'Follow-Up'],
      ['Follow-Up', 'Contacted'],
    ]);
    const { changes } = json(await bench.textback('audit', 'list', '--subject', 'stage:Follow-Up', '--json'));
    expect(changes.map(({ action }: { action: string }) => action)).toEqual(['remove', 'move']);
    // The name is free again.
    expect((await bench.textback('stage', 'add', 'Follow-Up', '--first')).code).toBe(0);
    expect((await names())[0]).toBe('Follow-Up');
    miss(KIM, T0 + 1_000);
    expect(json(await bench.textback('lead', 'show', KIM, '--json')).lead.stage).toBe('Follow-Up');
  });

  test('given more leads than move at once, when their stage is removed, then all move', async () => {
    bench.store.transact('promised', (tx) => {
      for (let n = 0; n < 450; n += 1) {
        tx.leads.findOrAdd({ number: `+1212555${1000 + n}`, name: '', source: 'text' }, 2, n);
      }
    });
    const args = ['stage', 'remove', 'Contacted', '--leads-to', 'Lost', '--json'];
    expect(json(await bench.textback(...args, '--dry-run'))).toMatchObject({ leadsMoved: 450 });
    expect(await names()).toContain('Contacted');
    expect(json(await bench.textback(...args, '--yes'))).toMatchObject({ leadsTo: 'Lost', leadsMoved: 450 });
    expect(bench.store.read((reader) => reader.stages.countIn(9))).toBe(450);
  });

  test.each([
    [['add', 'BOOKED'], 4, 'There is a stage called BOOKED already.'],
    [['add', '7'], 2, 'A stage cannot be called "7".'],
    [['add', 'New', '--kind', 'won'], 2, 'Give one of open, qualified, booked, lost.'],
    [['add', 'New', '--after', 'nothing'], 3, 'There is no stage "nothing".'],
    [['add', 'New', '--after', 'Lost', '--first'], 2, 'cannot be used with'],
    [['rename', 'Lost', 'Booked'], 4, 'There is a stage called Booked already.'],
    [['rename', 'Lost', 'Lost'], 0, 'It is so already.'],
    [['rename', 'Lost', ''], 2, 'A stage cannot be called ""'],
    [['move', 'Lost', '--after', 'Lost'], 0, 'It is so already.'],
    [['move', 'Lost'], 0, 'It is so already.'],
    [['kind', 'Lost', 'lost'], 0, 'It is so already.'],
    [['kind', 'Lost', 'gone'], 2, 'A stage cannot be "gone".'],
    [['remove', 'Lost', '--leads-to', 'Lost', '--yes'], 2, 'it is to be removed'],
    [['remove', 'Lost', '--leads-to', 'Heaven', '--yes'], 3, 'There is no stage "Heaven".'],
    [['remove', 'Lost', '--leads-to', 'Booked'], 4, 'nobody at a terminal to ask'],
    [['remove', 'Lost'], 2, '--leads-to'],
  ])(
    'given the pipeline, when somebody types stage %j, then exit code %i and %j',
    async (args, code, words) => {
      const ran = await bench.textback('stage', ...args);
      expect(ran.code).toBe(code);
      expect(ran.stderr).toContain(words);
      expect(await names()).toHaveLength(9);
    },
  );

  test('given thirty stages, when one more is added, then it is refused', async () => {
    for (let n = 0; n < 21; n += 1) await bench.textback('stage', 'add', `Stage ${n}`);
    const ran = await bench.textback('stage', 'add', 'One more');
    expect(ran).toMatchObject({ code: 4 });
    expect(ran.stderr).toContain('at most 30 stages');
  });
});

describe('owners', () => {
  beforeEach(async () => {
    await bench.textback('user', 'add', 'Maria', '--login', 'maria');
    await bench.textback('user', 'add', 'Pat Smith');
  });

  test('given people, when they look after a line, then its misses are theirs, and it is shown', async () => {
    const set = await bench.textback('line', 'owners', LINE, 'maria', 'pat smith');
    expect(set).toMatchObject({ code: 0, stderr: 'Changed, from the next miss on.\n' });
    expect(set.stdout).toMatch(/Rule\s+fixed\n\s+Who\s+When\n1\s+Maria\s+always\n2\s+Pat Smith\s+always\n/);
    miss(PAT, T0);
    expect((await bench.textback('lead', 'list')).stdout).toMatch(/New Lead\s+Maria/);
    expect((await bench.textback('user', 'show', 'Maria')).stdout).toMatch(/Lines\s+\(212\) 555-0100/);
    const { lead } = json(await bench.textback('lead', 'show', PAT, '--json'));
    expect(lead).toMatchObject({
      owner: 'Maria',
      response: {
        ...{ missedAt: '2026-07-01T02:00:25.000Z', targetAt: '2026-07-01T02:05:25.000Z', endedAt: null },
        ...{ response: null, by: null, escalations: 0 },
      },
    });
    expect(lead.timeline).toContainEqual({
      ...{
        at: '2026-07-01T02:00:25.000Z',
        kind: 'assignment',
        to: 'Maria',
        reason: 'rule',
        actor: 'textback',
      },
    });
    const { stdout } = await bench.textback('lead', 'show', PAT);
    expect(stdout).toMatch(/Waits\s+since 2026-06-30 22:00:25, target 2026-06-30 22:05:25\n/);
    expect(stdout).toMatch(/owner Maria \(rule\)/);
  });

  test('given hours and turns, when they are set, then they read back as they were meant', async () => {
    const owners = async (...args: string[]) =>
      json(await bench.textback('line', 'owners', LINE, ...args, '--json'));
    expect(await owners()).toEqual({
      dryRun: false,
      changed: false,
      owners: { line: LINE, rule: 'fixed', people: [] },
    });
    expect(await owners('Maria=mon-fri 8-17', 'Pat Smith')).toEqual({
      dryRun: false,
      changed: true,
      owners: {
        line: LINE,
        rule: 'hours',
        people: [
          { name: 'Maria', hours: 'Mon-Fri 8 AM-5 PM' },
          { name: 'Pat Smith', hours: null },
        ],
      },
    });
    expect(await owners('--rule', 'round-robin', 'Maria', 'Pat Smith', '--dry-run')).toMatchObject({
      ...{ dryRun: true, changed: true, owners: { rule: 'round-robin' } },
    });
    expect((await owners()).owners.rule).toBe('hours');
    expect(await owners('Maria=Mon-Fri 8 AM-5 PM', 'Pat Smith')).toMatchObject({ changed: false });
    expect(await owners('--nobody')).toMatchObject({ owners: { people: [] } });
    expect((await bench.textback('line', 'owners', LINE)).stderr).toBe(
      'Nobody: missed calls stay unassigned.\n',
    );
    const { changes } = json(await bench.textback('audit', 'list', '--subject', `line:${LINE}`, '--json'));
    expect(changes[0]).toMatchObject({ action: 'set owners', after: { people: [] } });
  });

  test.each([
    [['line', 'owners', LINE, 'Zoe'], 3, 'There is nobody called "Zoe".'],
    [['line', 'owners', LINE, 'Maria', 'maria'], 2, 'Maria stands there twice.'],
    [['line', 'owners', LINE, 'Maria=lunch'], 2, 'lunch'],
    [['line', 'owners', LINE, 'Maria=mon 8-17', '--rule', 'fixed'], 2, "nobody's hours are asked"],
    [['line', 'owners', LINE, '--rule', 'dice', 'Maria'], 2, 'Allowed choices are fixed, round-robin, hours'],
    [['line', 'owners', LINE, '--nobody', 'Maria'], 2, 'Somebody and nobody'],
    [['line', 'owners', '+12125550177'], 3, 'There is no line at'],
    [['line', 'set', LINE, 'response-target', 'soon'], 2, 'The response target cannot be "soon"'],
    [['line', 'set', LINE, 'response-target', '10m'], 0, 'Changed the line'],
    [['lead', 'assign', '1', 'Zoe'], 3, 'There is nobody called "Zoe".'],
    [['lead', 'assign', '9', 'Maria'], 3, 'There is no lead "9".'],
    [['lead', 'unassign', '1'], 0, 'It is so already: lead 1'],
  ])('given a lead, when somebody types %j, then exit code %i and %j', async (args, code, words) => {
    miss(PAT, T0);
    const ran = await bench.textback(...args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
  });

  test('given a lead, when it is assigned, given on and unassigned, then each stands on the timeline and in the audit', async () => {
    miss(PAT, T0);
    expect(await bench.textback('lead', 'assign', PAT, 'pat smith')).toMatchObject({
      code: 0,
      stdout: 'Pat Smith\n',
    });
    await bench.textback('lead', 'assign', '1', 'Maria');
    expect(await bench.textback('lead', 'unassign', '1')).toMatchObject({ code: 0, stdout: 'nobody\n' });
    const { lead } = json(await bench.textback('lead', 'show', '1', '--json'));
    const entries = lead.timeline.filter(({ kind }: { kind: string }) => kind === 'assignment');
    expect(entries.map(({ to, actor }: { to: string; actor: string }) => [to, actor])).toEqual([
      ['Pat Smith', 'user:Maria'],
      ['Maria', 'user:Maria'],
      [null, 'user:Maria'],
    ]);
    const { changes } = json(await bench.textback('audit', 'list', '--subject', 'lead:1', '--json'));
    expect(changes.map(({ before, after }: Record<string, unknown>) => [before, after])).toEqual([
      ['Maria', null],
      ['Pat Smith', 'Maria'],
      [null, 'Pat Smith'],
    ]);
    expect((await bench.textback('lead', 'show', '1')).stdout).toContain('owner nobody (by Maria)');
  });

  test('given a lead was moved on late, when it is shown, then it says by whom, after how long, and that it was late', async () => {
    miss(PAT, T0);
    await bench.textback('lead', 'stage', '1', 'contacted');
    const { stdout } = await bench.textback('lead', 'show', '1');
    expect(stdout).toMatch(/Response\s+moved on by Maria after 59 min 35 s, late\n/);
  });
});

describe('merging', () => {
  test('given two leads are one person, when they are merged, shown, and parted again, then it reads so', async () => {
    miss(PAT, T0, 'Pat Smith');
    miss(KIM, T0 + 1_000);
    const merged = await bench.textback('lead', 'merge', KIM, '1');
    expect(merged).toMatchObject({
      ...{ code: 0, stdout: '' },
      stderr:
        'Merged lead 2, (212) 555-0124 into lead 1, Pat Smith.\n' +
        'For 30 days, this undoes it: textback lead unmerge 2\n',
    });
    await bench.textback('consent', 'record', KIM, '--opt-out', '--source', 'phone', '--note', 'asked');
    const { stdout } = await bench.textback('lead', 'show', '2');
    expect(stdout).toMatch(/Lead\s+1\nNumber\s+\(212\) 555-0123\nAlso\s+\(212\) 555-0124\n/);
    expect(stdout).toMatch(/Texts\s+opted out: none to \(212\) 555-0124\n/);
    expect(stdout).toContain('merged with lead 2, (212) 555-0124 (by cli:maria)');
    const { lead } = json(await bench.textback('lead', 'show', KIM, '--json'));
    expect(lead).toMatchObject({
      ...{ id: 1, numbers: [PAT, KIM], optedOut: false, optedOutNumbers: [KIM] },
    });
    expect(lead.timeline.at(-1)).toMatchObject({ kind: 'merge', leadId: 2, number: KIM });
    expect(await listed()).toEqual([1]);
    expect(
      json(await bench.textback('lead', 'search', '555-0124', '--json')).leads.map(
        (found: { lead: { id: number } }) => found.lead.id,
      ),
    ).toEqual([1]);
    const parted = await bench.textback('lead', 'unmerge', KIM);
    expect(parted.stderr).toBe('Parted lead 2, (212) 555-0124 from lead 1, Pat Smith.\n');
    expect(await listed()).toEqual([2, 1]);
    const { changes } = json(await bench.textback('audit', 'list', '--subject', 'lead:1', '--json'));
    expect(changes.map(({ action }: { action: string }) => action)).toEqual(['unmerge', 'merge']);
  });

  test.each([
    [['lead', 'merge', '1', '1'], 2, 'Both are lead 1.'],
    [['lead', 'unmerge', '1'], 4, 'Lead 1 is not merged into another.'],
    [['lead', 'merge', '2', '1', '--dry-run'], 0, 'Would merge lead 2'],
  ])('given two leads, when somebody types %j, then exit code %i and %j', async (args, code, words) => {
    miss(PAT, T0);
    miss(KIM, T0 + 1_000);
    const ran = await bench.textback(...args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
  });
});
