import { expect, test } from 'vitest';
import { advanceObserved } from '../../src/services/advance-observed.ts';
import { receiveObserved } from '../../src/services/receive-observed.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import {
  connectOutboundCall,
  endOutboundCall,
  recordOutboundCall,
} from '../../src/services/record-outbound-call.ts';
import { recordVoicemail } from '../../src/services/record-voicemail.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { ACME, missCall } from '../fakes/missed-call.ts';

const LINE = '+12125550100';
const PAT = '+12125550123';
const NOON = Date.UTC(2026, 6, 1, 16);
const MINUTE = 60_000;

async function withLine(credits = 10) {
  const bench = createCliBench();
  await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
  if (credits > 0) await bench.textback('credits', 'topup', String(credits));
  return bench;
}

function reply(store: Parameters<typeof receiveText>[0], text: string, at: number): void {
  receiveText(store, { from: PAT, to: LINE, text, part: null }, ACME, at);
}

test('given a missed call, when it is shown, then legs, outcome and decision are told in words', async () => {
  const { store, textback } = await withLine();
  const id = missCall(store, { from: PAT, name: 'PAT SMITH', line: LINE, at: NOON });
  const shown = await textback('call', 'show', String(id));
  expect(shown.code).toBe(0);
  for (const words of [
    '(212) 555-0123 PAT SMITH',
    '(212) 555-0199  rang 24 s, no answer',
    'no-answer',
    '2026-07-01 12:00:00',
    'A text is waiting to be sent.',
    'this is Acme HVAC',
  ]) {
    expect(shown.stdout).toContain(words);
  }
});

test('given a missed call, when it is shown as JSON, then the keys are the documented ones', async () => {
  const { store, textback } = await withLine();
  const id = missCall(store, { from: PAT, line: LINE, at: NOON });
  const { call } = JSON.parse((await textback('call', 'show', String(id), '--json')).stdout);
  expect(call).toEqual({
    id,
    line: LINE,
    from: PAT,
    fromName: '',
    leadId: 1,
    state: expect.any(String),
    outcome: 'no-answer',
    arrivedAt: '2026-07-01T16:00:00.000Z',
    bridgedAt: null,
    finishedAt: '2026-07-01T16:00:25.000Z',
    handling: 'controlled',
    isTest: false,
    voicemail: null,
    voicemailSeconds: null,
    returnedBy: null,
    returnedAt: null,
    erasedAt: null,
    verdict: 'send',
    reason: null,
    legs: [
      {
        destination: '+12125550199',
        endpoint: 'PJSIP/+12125550199@trunk',
        state: 'ended',
        end: 'no-answer',
        explanation: 'rang 24 s, no answer',
        dialedAt: '2026-07-01T16:00:00.000Z',
        ringingAt: '2026-07-01T16:00:01.000Z',
        answeredAt: null,
        confirmedAt: null,
        endedAt: '2026-07-01T16:00:25.000Z',
      },
    ],
    whyNobodyRang: null,
    decision: expect.objectContaining({
      verdict: 'send',
      reason: null,
      decidedAt: '2026-07-01T16:00:25.000Z',
      message: expect.objectContaining({ from: LINE, to: PAT, state: 'queued', sentAt: null }),
    }),
  });
});

test('given no credit, when a missed call is explained, then it says why and how to top up', async () => {
  const { store, textback } = await withLine(0);
  const id = missCall(store, { from: PAT, line: LINE, at: NOON });
  const explained = await textback('call', 'explain', String(id));
  expect(explained).toMatchObject({ code: 0, stdout: expect.stringContaining('no credit left') });
  expect(explained.stdout).toContain('textback credits topup 100');
  const { callId, outcome, decision } = JSON.parse(
    (await textback('call', 'explain', String(id), '--json')).stdout,
  );
  expect({ callId, outcome }).toEqual({ callId: id, outcome: 'no-answer' });
  expect(decision).toMatchObject({ verdict: 'suppress', reason: 'no-credit', message: null });
});

test('given a line switched off from the command line, when the next call is missed, then that is why it is not texted', async () => {
  const { store, textback } = await withLine();
  await textback('line', 'set', LINE, 'enabled', 'off');
  const id = missCall(store, { from: PAT, line: LINE, at: NOON });
  const { stdout } = await textback('call', 'explain', String(id));
  expect(stdout).toContain(`textback line set ${LINE} enabled on`);
});

test('given a customer who texted STOP, when they are missed again, then the lead tells the whole story in order', async () => {
  const { store, textback } = await withLine();
  missCall(store, { from: PAT, name: 'PAT SMITH', line: LINE, at: NOON });
  reply(store, 'Can you come Friday?', NOON + 2 * MINUTE);
  reply(store, 'STOP', NOON + 3 * MINUTE);
  const second = missCall(store, { from: '2125550123', line: LINE, at: NOON + 4 * MINUTE });
  const explained = await textback('call', 'explain', String(second));
  expect(explained.stdout).toContain(`${PAT} asked for no more texts`);

  const { lead } = JSON.parse((await textback('lead', 'show', '(212) 555-0123', '--json')).stdout);
  expect(lead).toMatchObject({
    id: 1,
    number: PAT,
    stage: 'New Lead',
    source: 'missed-call',
    optedOut: true,
  });
  expect(
    lead.timeline.map((entry: { kind: string; direction?: string }) => entry.direction ?? entry.kind),
  ).toEqual(['call', 'stage', 'out', 'in', 'in', 'out', 'consent', 'call']);
  expect(lead.hasOlder).toBe(false);

  const people = await textback('lead', 'show', '1');
  for (const words of [
    'opted out',
    'text from (212) 555-0123: Can you come Friday?',
    'stage New Lead',
    'queued',
  ]) {
    expect(people.stdout).toContain(words);
  }
});

test.each([
  ['left', 12, 'left a voicemail of 12 s'],
  ['left', null, 'left a voicemail'],
  ['not-left', null, 'left no voicemail'],
] as const)(
  'given a caller whose voicemail is %s (%j s), when call and lead are shown, then both tell it',
  async (voicemail, seconds, words) => {
    const { store, textback } = await withLine();
    const id = missCall(store, { from: PAT, line: LINE, at: NOON });
    const channelId = `caller-${PAT}-${NOON}`;
    recordVoicemail(store, { channelId, at: NOON + MINUTE, voicemail, seconds });
    expect((await textback('call', 'show', String(id))).stdout).toMatch(new RegExp(`Voicemail +${words}\n`));
    expect((await textback('lead', 'show', '1')).stdout).toContain(`no-answer, ${words}\n`);
    const { call } = JSON.parse((await textback('call', 'show', String(id), '--json')).stdout);
    expect(call).toMatchObject({ voicemail, voicemailSeconds: seconds });
    const { lead } = JSON.parse((await textback('lead', 'show', '1', '--json')).stdout);
    expect(lead.timeline[0]).toMatchObject({ kind: 'call', voicemail, voicemailSeconds: seconds });
    expect(lead.lastActivityAt).toBe(new Date(NOON + MINUTE).toISOString());
  },
);

test('given a long timeline, when three entries are asked for, then the newest three and a note that there is more', async () => {
  const { store, textback } = await withLine();
  missCall(store, { from: PAT, line: LINE, at: NOON });
  for (const minute of [2, 3, 4]) reply(store, `text ${minute}`, NOON + minute * MINUTE);
  const { lead } = JSON.parse((await textback('lead', 'show', PAT, '--limit', '3', '--json')).stdout);
  expect(lead.timeline.map((entry: { message: { text: string } }) => entry.message.text)).toEqual([
    'text 2',
    'text 3',
    'text 4',
  ]);
  expect(lead.hasOlder).toBe(true);
});

test('given calls of several people, when calls and leads are listed in pages, then newest first and none twice', async () => {
  const { store, textback } = await withLine();
  const numbers = ['+12125550121', '+12125550122', '+12125550123'];
  for (const [index, from] of numbers.entries())
    missCall(store, { from, line: LINE, at: NOON + index * MINUTE });
  const list = async (noun: string, ...more: string[]) =>
    JSON.parse((await textback(noun, 'list', '--limit', '2', '--json', ...more)).stdout)[`${noun}s`];
  expect(await list('call')).toMatchObject([{ from: numbers[2], verdict: 'send' }, { from: numbers[1] }]);
  expect(await list('call', '--before', '2')).toMatchObject([{ from: numbers[0] }]);
  expect(await list('lead')).toMatchObject([{ number: numbers[2] }, { number: numbers[1] }]);
  expect(await list('lead', '--before', '2')).toMatchObject([{ number: numbers[0] }]);
  const people = await textback('call', 'list');
  expect(people.stdout).toContain('(212) 555-0121');
  for (const line of people.stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test.each([
  [['call', 'show', '99'], 3],
  [['call', 'explain', '99'], 3],
  [['call', 'show', 'x'], 2],
  [['lead', 'show', '99'], 3],
  [['lead', 'show', '+12125550177'], 3],
  [['lead', 'list', '--before', '99'], 3],
  [['call', 'list', '--limit', '0'], 2],
  [['call', 'list', '--limit', '1001'], 2],
] as const)('given no call, when %j is run, then it exits %i and says what to do', async (args, code) => {
  const { textback } = await withLine();
  expect(await textback(...args)).toMatchObject({
    code,
    stdout: '',
    stderr: expect.stringMatching(/^error: ./),
  });
});

/** A call back that is picked up after 5 s and lasts 2 minutes. */
function callBack(store: Parameters<typeof receiveText>[0], number: string | null, at: number): void {
  const party = { raw: number ?? '911', number };
  const callId = `call-${at}`;
  recordOutboundCall(store, { callId, extension: 'PJSIP/100', party }, at);
  connectOutboundCall(store, callId, at + 5_000);
  endOutboundCall(store, callId, true, at + 125_000);
}

test('given a missed caller who was called back, then call, call back and lead tell of each other', async () => {
  const { store, textback } = await withLine();
  const id = missCall(store, { from: PAT, line: LINE, at: NOON });
  callBack(store, PAT, NOON + 4 * MINUTE + 20_000);
  expect((await textback('call', 'show', String(id))).stdout).toMatch(
    /Called back\s+after 4 min \(outbound call 1\)/,
  );
  const { call } = JSON.parse((await textback('call', 'show', String(id), '--json')).stdout);
  expect(call).toMatchObject({ returnedBy: 1, returnedAt: '2026-07-01T16:04:25.000Z' });
  const listed = await textback('call', 'outbound');
  expect(listed.stdout).toMatch(
    /1\s+2026-07-01 12:04:20\s+PJSIP\/100\s+\(212\) 555-0123\s+connected after 5 s, talked/,
  );
  const lead = await textback('lead', 'show', PAT);
  expect(lead.stdout).toContain('called from PJSIP/100: connected after 5 s, talked 2 min');
  const { timeline } = JSON.parse((await textback('lead', 'show', PAT, '--json')).stdout).lead;
  expect(timeline).toContainEqual({
    at: '2026-07-01T16:04:20.000Z',
    ...{ kind: 'outbound-call', outboundCallId: 1, extension: 'PJSIP/100', result: 'connected' },
    connectedAt: '2026-07-01T16:04:25.000Z',
    endedAt: '2026-07-01T16:06:25.000Z',
  });
});

test('given calls that extensions made, when they are listed and shown, then the keys are the documented ones', async () => {
  const { store, textback } = await withLine();
  expect(await textback('call', 'outbound', 'list')).toMatchObject({ code: 0, stderr: 'No calls.\n' });
  callBack(store, PAT, NOON);
  callBack(store, null, NOON + 9 * MINUTE);
  const all = JSON.parse((await textback('call', 'outbound', 'list', '--json')).stdout).calls;
  expect(all.map(({ id }: { id: number }) => id)).toEqual([2, 1]);
  const before = await textback('call', 'outbound', 'list', '--before', '2', '--json');
  expect(JSON.parse(before.stdout).calls).toHaveLength(1);
  const { call } = JSON.parse((await textback('call', 'outbound', 'show', '2', '--json')).stdout);
  expect(call).toEqual({
    ...{ id: 2, extension: 'PJSIP/100', dialled: '911', number: null, leadId: null, result: 'connected' },
    ...{ dialedAt: '2026-07-01T16:09:00.000Z', connectedAt: '2026-07-01T16:09:05.000Z' },
    endedAt: '2026-07-01T16:11:05.000Z',
    erasedAt: null,
  });
  expect((await textback('call', 'outbound', 'show', '2')).stdout).toMatch(/To\s+911/);
  expect(await textback('call', 'outbound', 'show', '7')).toMatchObject({
    code: 3,
    stderr: expect.stringContaining('textback call outbound list'),
  });
});

test('given a call that ended unheard, then it is said that its outcome is not known, and why nobody was texted', async () => {
  const { store, textback } = await withLine();
  await textback('line', 'set', LINE, 'mode', 'observe');
  const caller = { channelId: '17.1', dialled: LINE, callerNumber: PAT, callerName: '' };
  receiveObserved(store, caller, ACME, NOON);
  expect((await textback('call', 'list')).stdout).toContain('none yet (ringing)');
  advanceObserved(store, '17.1', { type: 'lost-from-sight' }, ACME, NOON + MINUTE);
  expect((await textback('call', 'list')).stdout).toContain('not known');
  expect((await textback('lead', 'show', PAT)).stdout).toContain('call 1: outcome not known');
  const explained = await textback('call', 'explain', '1');
  expect(explained.stdout).toContain('somebody may have answered it');
});
