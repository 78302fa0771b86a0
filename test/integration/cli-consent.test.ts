import { describe, expect, test } from 'vitest';
import { receiveText } from '../../src/services/receive-text.ts';
import { type CliBench, createCliBench } from '../fakes/cli-bench.ts';
import { ACME } from '../fakes/missed-call.ts';

const LINE = '+12125550100';
const CUSTOMER = '+12125550123';
const AT = Date.UTC(2026, 6, 1, 2, 30);

async function openBench(): Promise<CliBench> {
  const bench = createCliBench();
  await bench.textback('line', 'add', LINE, '--forward', '+12125550199');
  return bench;
}

function write({ store }: CliBench, text: string, from = CUSTOMER, now = AT): void {
  receiveText(store, { from, to: LINE, text, part: null }, ACME, now);
}

const json = (ran: { readonly stdout: string }) => JSON.parse(ran.stdout);

describe('consent show and list', () => {
  test('given STOP by text and an opt-in in person, when shown, then state and evidence are there', async () => {
    const bench = await openBench();
    write(bench, 'Stop.');
    const { textback } = bench;
    const recorded = await textback(
      ...['consent', 'record', '(212) 555-0123', '--opt-in', '--source', 'in-person'],
      ...['--note', 'Signed the form'],
    );
    expect(recorded).toMatchObject({ code: 0, stdout: `${CUSTOMER} opted-in\n` });
    const shown = json(await textback('consent', 'show', CUSTOMER, '--json'));
    expect(shown).toMatchObject({ number: CUSTOMER, state: 'opted-in', isUnderReview: false });
    expect(shown.history).toMatchObject([
      { state: 'opted-in', source: 'in-person', wording: 'Signed the form', line: null, actor: 'cli:maria' },
      {
        state: 'opted-out',
        source: 'text',
        wording: 'Stop.',
        line: LINE,
        messageId: 1,
        at: '2026-07-01T02:30:00.000Z',
      },
    ]);
    const wide = await bench.textbackIn({ columns: 160 }, 'consent', 'show', CUSTOMER);
    expect(wide.stdout).toContain('Signed the form');
    expect(
      json(await textback('consent', 'list', '--limit', '1', '--before', '2', '--json')).consents,
    ).toMatchObject([{ id: 1, number: CUSTOMER }]);
    const stranger = await textback('consent', 'show', '+12125550124');
    expect(stranger.stdout).toContain('never asked');
  });
});

describe('consent record', () => {
  test.each([
    [['--opt-out'], 2],
    [['--note', 'x'], 2],
    [['--opt-out', '--opt-in', '--note', 'x'], 2],
    [['--opt-out', '--note', 'x', '--source', 'pigeon'], 2],
    [['--opt-out', '--note', 'x', '--source', 'voicemail'], 0],
  ] as const)('given %j, then it exits %i', async (options, code) => {
    const { textback } = await openBench();
    expect(await textback('consent', 'record', CUSTOMER, ...options)).toMatchObject({ code });
  });

  test('given a rehearsal, then nothing is recorded; given no number, then it exits 2', async () => {
    const { textback, store } = await openBench();
    const options = ['--opt-out', '--note', 'x'];
    expect(await textback('consent', 'record', CUSTOMER, ...options, '--dry-run')).toMatchObject({ code: 0 });
    expect(store.read((reader) => reader.consents.current(CUSTOMER))).toBeUndefined();
    expect(await textback('consent', 'record', 'nobody', ...options)).toMatchObject({ code: 2 });
  });
});

describe('consent review and resolve', () => {
  test('given "please stop texting me", when it is listed and decided, then the queue is empty', async () => {
    const bench = await openBench();
    const { textback } = bench;
    expect(await textback('consent', 'review')).toMatchObject({
      stdout: '',
      stderr: 'Nothing waits for a decision.\n',
    });
    write(bench, 'please stop texting me');
    expect(json(await textback('consent', 'review', '--json'))).toEqual({
      reviews: [
        {
          number: CUSTOMER,
          messageId: 1,
          wording: 'please stop texting me',
          askedAt: '2026-07-01T02:30:00.000Z',
        },
      ],
    });
    expect((await textback('consent', 'show', CUSTOMER)).stdout).toContain('waits for a decision');
    expect(await textback('consent', 'resolve', CUSTOMER)).toMatchObject({ code: 2 });
    expect(await textback('consent', 'resolve', CUSTOMER, '--opt-out', '--note', 'meant it')).toMatchObject({
      code: 0,
      stdout: `${CUSTOMER} opted-out\n`,
    });
    expect(await textback('consent', 'resolve', CUSTOMER, '--dismiss')).toMatchObject({ code: 3 });
    const { history } = json(await textback('consent', 'show', CUSTOMER, '--json'));
    expect(history).toMatchObject([{ wording: 'please stop texting me / meant it', source: 'staff' }]);
  });
});

describe('consent export', () => {
  test('given words that a spreadsheet would run, when exported, then it reads them as text', async () => {
    const bench = await openBench();
    const note = '=HYPERLINK("http://x"),\n"quoted"';
    await bench.textback('consent', 'record', CUSTOMER, '--opt-out', '--note', note);
    const { stdout } = await bench.textback('consent', 'export');
    expect(stdout).toBe(
      'id,number,state,source,wording,line,messageId,actor,at\r\n' +
        `1,${CUSTOMER},opted-out,staff,"'=HYPERLINK(""http://x""),\n""quoted""",,,cli:maria,2026-07-01T03:00:00.000Z\r\n`,
    );
    const [line] = (await bench.textback('consent', 'export', '--format', 'json')).stdout.split('\n');
    expect(JSON.parse(line ?? '')).toMatchObject({ number: CUSTOMER, wording: note });
  });

  test('given days, when exported, then they are days of the business, both whole', async () => {
    const bench = await openBench();
    // New York is four hours behind: these are the last and the first minute of June 30 there.
    write(bench, 'STOP', '+12125550101', Date.UTC(2026, 6, 1, 3, 59));
    write(bench, 'STOP', '+12125550102', Date.UTC(2026, 5, 30, 4, 0));
    write(bench, 'STOP', '+12125550103', Date.UTC(2026, 5, 30, 3, 59));
    write(bench, 'STOP', '+12125550104', Date.UTC(2026, 6, 1, 4, 0));
    const numbers = async (...options: string[]) =>
      (await bench.textback('consent', 'export', '--format', 'json', ...options)).stdout
        .trim()
        .split('\n')
        .map((line) => String(JSON.parse(line).number).slice(-1));
    expect(await numbers('--from', '2026-06-30', '--to', '2026-06-30')).toEqual(['1', '2']);
    expect(await numbers('--from', '2026-07-01')).toEqual(['4']);
    expect(await numbers()).toEqual(['1', '2', '3', '4']);
    expect(await bench.textback('consent', 'export', '--from', '2026-02-30')).toMatchObject({ code: 2 });
  });

  test('given more changes than a page, when exported as a process, then each is there once', async () => {
    const bench = await openBench();
    bench.store.transact('progress', (tx) => {
      for (let n = 0; n < 1_200; n += 1) {
        tx.consents.record({
          number: CUSTOMER,
          state: 'opted-out',
          source: 'staff',
          wording: `${n}`,
          at: AT,
        });
      }
    });
    const { code, stdout } = await bench.spawnTextback('consent', 'export', '--format', 'json');
    const wordings = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).wording);
    expect({ code, wordings }).toEqual({
      code: 0,
      wordings: Array.from({ length: 1_200 }, (_, n) => `${n}`),
    });
  });
});
