import { describe, expect, test } from 'vitest';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { missCall } from '../fakes/missed-call.ts';

const LINE = '+12125550100';
const CUSTOMER = '+12125550123';

async function openOffice(credits = 10): Promise<CliBench> {
  const office = createCliBench();
  await office.textback('line', 'add', LINE, '--forward', '+12125550199');
  if (credits > 0) await office.textback('credits', 'topup', String(credits));
  return office;
}

/** All that a call could leave behind. */
function traces({ store }: CliBench) {
  return store.read((reader) => ({
    calls: reader.calls.newest(100),
    leads: reader.leadLists.newest(100),
    history: reader.credits.history(100),
    message: reader.messages.byId(1),
    held: reader.caps.held(10),
    alert: reader.alerts.unannounced(10),
  }));
}

const simulate = (office: CliBench, ...args: readonly string[]) =>
  office.textback('simulate', '--line', LINE, '--from', CUSTOMER, ...args);

describe('textback simulate', () => {
  test('given nothing against it, then the words, their price and every reason asked are shown, and nothing is kept', async () => {
    const office = await openOffice();
    const before = traces(office);
    const ran = await simulate(
      office,
      '--outcome',
      'busy',
      '--at',
      '2026-12-25 10:00',
      '--name',
      'MARIA LOPEZ',
    );
    expect(ran).toMatchObject({ code: 0, stderr: 'Nothing was sent, charged or kept.\n' });
    expect(ran.stdout).toContain('The caller would be texted.');
    expect(ran.stdout).toContain('Acme HVAC');
    expect(ran.stdout).toMatch(/Segments\s+1/);
    expect(ran.stdout).toMatch(/Credits\s+1/);
    expect(ran.stdout).toMatch(/answered\s+no, busy/);
    expect(ran.stdout).toMatch(/cool-down\s+no, not texted yet, once in 4 h/);
    expect(ran.stdout).toMatch(/no-credit\s+no, balance 10, costs 1/);
    expect(traces(office)).toEqual(before);
  });

  test('given a real miss in the same minute, then it was foretold to the letter', async () => {
    const office = await openOffice();
    await office.textback(
      'message',
      'set',
      LINE,
      'Hi {{caller_name}}, {{business_name}} is closed until {{next_open}}.',
    );
    await office.textback('hours', 'set', LINE, 'mon-fri 9-17');
    const at = Date.parse('2026-12-25T15:00:00Z');
    const ran = await simulate(
      office,
      ...[
        '--outcome',
        'no-answer',
        '--at',
        '2026-12-25 10:00',
        '--name',
        'MARIA LOPEZ',
        '--waited',
        '25',
        '--json',
      ],
    );
    const foretold = JSON.parse(ran.stdout);
    const callId = missCall(office.store, {
      from: CUSTOMER,
      name: 'MARIA LOPEZ',
      line: LINE,
      at: at - 25_000,
    });
    const { message, decision } = office.store.read((reader) => ({
      message: reader.messages.byId(1),
      decision: reader.calls.decisionOf(callId),
    }));
    expect(foretold).toMatchObject({
      at: '2026-12-25T15:00:00.000Z',
      verdict: 'send',
      reason: null,
      line: LINE,
    });
    expect(foretold.asked).toEqual(decision?.asked);
    expect(foretold.text).toEqual({
      from: message?.fromNumber,
      to: message?.toNumber,
      text: message?.body,
      encoding: 'gsm7',
      segments: 1,
      credits: 1,
      notBefore: new Date(message?.notBefore ?? 0).toISOString(),
      expiresAt: new Date(message?.expiresAt ?? 0).toISOString(),
    });
  });

  test('given a caller texted two hours before, then the cool-down is told, and what to do', async () => {
    const office = await openOffice();
    missCall(office.store, { from: CUSTOMER, line: LINE, at: Date.parse('2026-12-25T13:00:00Z') - 25_000 });
    const ran = await simulate(office, '--at', '2026-12-25 10:00');
    expect(ran.stdout).toContain(
      'was texted not long before, and has not replied (texted 2 h ago, once in 4 h)',
    );
    expect(ran.stdout).toContain(`textback line set ${LINE} cool-down 1h`);
    expect(ran.stdout).toMatch(/cool-down\s+yes, texted 2 h ago, once in 4 h/);
    expect(ran.stdout).not.toMatch(/no-credit/);
  });

  test('given a cap that would hold it, then so it says, and raises no alert', async () => {
    const office = await openOffice();
    office.store.transact('promised', (tx) => tx.settings.set('cap-per-day', '0', 1));
    const ran = await simulate(office, '--json');
    expect(JSON.parse(ran.stdout)).toMatchObject({
      verdict: 'suppress',
      reason: 'cap-reached',
      text: { to: CUSTOMER, segments: 1 },
    });
    expect(traces(office)).toMatchObject({ held: [], alert: [] });
  });

  test.each([
    [['--from', '', '--outcome', 'abandoned', '--waited', '2'], 'rang-too-briefly'],
    [['--from', ''], 'withheld-number'],
    [['--from', LINE], 'own-number'],
    [['--outcome', 'answered'], 'answered'],
  ])('given %j, then %s', async (args, reason) => {
    const ran = await simulate(await openOffice(0), ...args, '--json');
    expect(JSON.parse(ran.stdout)).toMatchObject({ verdict: 'suppress', reason, text: null });
  });

  test.each([
    [['--at', 'tomorrow'], 2, 'is not a time'],
    [['--outcome', 'ignored'], 2, 'Give one of'],
    [['--waited', '1.5'], 2, 'whole seconds'],
    [['--line', '+12125550177'], 3, 'There is no line'],
  ] as const)('given %j, then it is refused', async (args, code, words) => {
    const ran = await simulate(await openOffice(), ...args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
  });
});

describe('textback call explain', () => {
  test('given a call, then every reason that was asked is shown with its answer', async () => {
    const office = await openOffice(0);
    const id = missCall(office.store, { from: CUSTOMER, line: LINE, at: Date.now() });
    const ran = await office.textback('call', 'explain', String(id));
    expect(ran.stdout).toContain('there was no credit left');
    expect(ran.stdout).toMatch(/own-number\s+no\n/);
    expect(ran.stdout).toMatch(/no-credit\s+yes, balance 0, costs 1\n$/);
    const { stdout } = await office.textback('call', 'explain', String(id), '--json');
    expect(JSON.parse(stdout).decision.asked.at(-1)).toEqual({
      rule: 'no-credit',
      applies: true,
      detail: 'balance 0, costs 1',
    });
  });
});

describe('textback caps', () => {
  async function openHeld(): Promise<readonly [CliBench, number, number]> {
    const office = await openOffice();
    office.store.transact('promised', (tx) => tx.settings.set('cap-per-day', '0', 1));
    const at = Date.now() - 30_000;
    const first = missCall(office.store, { from: CUSTOMER, line: LINE, at });
    const second = missCall(office.store, { from: '+12125550124', line: LINE, at });
    return [office, first, second];
  }

  test('given held texts, then they are listed, and released by call or all at once', async () => {
    const [office, first, second] = await openHeld();
    const list = await office.textback('caps', 'list');
    expect(list.stdout).toContain('(212) 555-0123');
    expect(list.stderr).toContain('textback caps release');
    const json = await office.textback('caps', 'list', '--limit', '1', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      held: [{ callId: first, cap: 'per-day', to: CUSTOMER, line: LINE }],
    });
    const one = await office.textback('caps', 'release', String(second), '--drop', '--json');
    expect(JSON.parse(one.stdout)).toEqual({
      dryRun: false,
      texts: [{ callId: second, to: '+12125550124', result: 'dropped', why: '' }],
    });
    const dry = await office.textback('caps', 'release', '--send', '--dry-run');
    expect(dry).toMatchObject({ code: 0, stderr: 'Nothing was changed (--dry-run).\n' });
    const rest = await office.textback('caps', 'release', '--send');
    expect(rest.stdout).toMatch(/555-0123\s+sent/);
    expect(await office.textback('caps', 'list')).toMatchObject({ stderr: 'No text is held.\n' });
    expect(await office.textback('caps', 'release', '--send')).toMatchObject({
      stderr: 'No text is held.\n',
    });
  });

  test('given no credit, then the text stays held, and what to do is said', async () => {
    const office = await openOffice(0);
    office.store.transact('promised', (tx) => tx.settings.set('cap-per-day', '0', 1));
    missCall(office.store, { from: CUSTOMER, line: LINE, at: Date.now() - 30_000 });
    const ran = await office.textback('caps', 'release', '--send');
    expect(ran.stdout).toMatch(/kept: no-credit/);
    expect(ran.stderr).toContain('credits topup');
  });

  test.each([
    [['release'], 2, 'Give --send or --drop.'],
    [['release', '--send', '--drop'], 2, 'Give --send or --drop.'],
    [['release', '99', '--send'], 3, 'No text is held for call 99.'],
    [['release', 'all', '--send'], 2, 'whole number'],
  ] as const)('given %j, then it is refused', async (args, code, words) => {
    const ran = await (await openOffice()).textback('caps', ...args);
    expect(ran.code).toBe(code);
    expect(ran.stderr).toContain(words);
  });

  test('given a cap that is off, then so it is shown', async () => {
    const office = await openOffice();
    office.store.transact('promised', (tx) => tx.settings.set('cap-per-minute', 'off', 1));
    const ran = await office.textback('caps', 'show');
    expect(ran.stdout).toMatch(/per-minute\s+off/);
    expect(ran.stdout).toMatch(/per-day\s+200\s+0/);
  });
});
