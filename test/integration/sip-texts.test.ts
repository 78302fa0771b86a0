import { describe, expect, test, vi } from 'vitest';
import { createSipTexts } from '../../src/asterisk/sip-texts.ts';
import type { SipText } from '../../src/core/sip-text.ts';
import { createSipMessageGateway } from '../../src/gateways/sip-message-gateway.ts';
import { receiveText } from '../../src/services/receive-text.ts';
import { openAmiBench } from '../fakes/ami-bench.ts';
import { openAriBench } from '../fakes/ari-bench.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';

const TEXT: SipText = {
  endpoint: 'trunk',
  to: CUSTOMER,
  from: LINE,
  body: 'Grüße "x"',
  id: '7-1',
};
const TARGET = '/ari/endpoints/sendMessage';

describe('handing a text to Asterisk', () => {
  async function open() {
    const bench = await openAriBench();
    bench.pbx.start();
    await vi.waitFor(() => expect(bench.pbx.state).toBe('up'));
    return bench;
  }

  test('given a link that is down, when a text is handed over, then it surely was not sent', async () => {
    const { pbx, simulated } = await openAriBench();
    expect(await pbx.sendText(TEXT)).toMatchObject({ kind: 'not-sent' });
    expect(simulated.ari.requests).toEqual([]);
  });

  test.each([
    [202, 'handed-over'],
    [204, 'handed-over'],
    [400, 'refused'],
    [404, 'not-sent'],
    [401, 'not-sent'],
    [500, 'not-sent'],
    [503, 'not-sent'],
  ])('given that Asterisk answers %i, when a text is handed over, then it is %s', async (status, kind) => {
    const { pbx, simulated } = await open();
    simulated.ari.faults.onRequest(({ target }) =>
      target === TARGET ? { kind: 'status', status, body: '{"message":"because"}' } : null,
    );
    const result = await pbx.sendText(TEXT);
    expect(result.kind).toBe(kind);
    if (status === 404) expect(result).toMatchObject({ why: expect.stringContaining("'trunk'") });
    if (status === 500) expect(result).toMatchObject({ why: expect.stringContaining('because') });
  });

  test.each(['hang', 'reset', 'late-reset'] as const)(
    'given an answer that is lost by a %s, when a text is handed over, then nobody knows, and it is not repeated',
    async (kind) => {
      const { pbx, simulated, clock } = await open();
      // A connection kept from before is what a repeat would hide behind.
      await pbx.sendText(TEXT);
      const before = simulated.ari.requests.filter(({ target }) => target === TARGET).length;
      simulated.ari.faults.onRequest(({ target }) => (target === TARGET ? { kind } : null));
      const result = pbx.sendText(TEXT);
      await vi.waitFor(() =>
        expect(simulated.ari.requests.filter(({ target }) => target === TARGET)).toHaveLength(before + 1),
      );
      await clock.advance(5_000);
      expect(await result).toMatchObject({ kind: 'lost' });
      expect(simulated.ari.requests.filter(({ target }) => target === TARGET)).toHaveLength(before + 1);
    },
  );

  test('given a text, when it is handed over, then neither it nor a number stands in a URL', async () => {
    const { pbx, simulated } = await open();
    await pbx.sendText(TEXT);
    const sent = simulated.ari.requests.filter(({ method }) => method === 'PUT');
    expect(sent.map(({ target }) => target)).toEqual([TARGET]);
  });
});

/** What the dialplan keeps of a text, without any quirk. */
function entry(body: string, micros: number): string {
  const fields = [`<sip:${CUSTOMER}@carrier.example>`, LINE, `<sip:${LINE}@x>`, '', body];
  const encoded = fields.map((field) => Buffer.from(`=${field}`).toString('base64'));
  return ['1', String(micros), String(body.length), ...encoded].join('|');
}

describe('taking texts out of AstDB', () => {
  async function open() {
    const bench = await openAmiBench({ events: ['UserEvent'] });
    const office = openServiceBench();
    const log = createRecordingLog();
    const texts = createSipTexts(
      {
        pbx: () => ({ state: 'up', sendText: async () => ({ kind: 'handed-over' }) }),
        ami: () => bench.ami,
      },
      log,
    );
    const gateway = createSipMessageGateway(
      { name: 'trunk', endpoint: 'trunk', maxBodyBytes: 700, didHeader: 'X-SMS-To' },
      texts,
      { clock: bench.clock, log },
    );
    bench.ami.start();
    await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
    const keep = (key: string, body: string, micros: number) =>
      bench.ami.dbPut('textback/inbox', key, entry(body, micros));
    const start = () =>
      gateway.start({
        onInbound: (text) => void receiveText(office.store, text, business, bench.clock.now()),
        onReceipt: () => {},
        onLink: () => {},
      });
    const stored = () => {
      const lead = office.store.read((reader) => reader.leads.byNumber(CUSTOMER));
      const messages = lead ? office.store.read((reader) => reader.messages.ofLead(lead.id, 10)) : [];
      return messages.map(({ body }) => body).reverse();
    };
    const keys = () => [...bench.simulated.database.keys()].filter((key) => key.includes('/inbox/'));
    return { ...bench, log, texts, gateway, keep, start, stored, keys };
  }

  test('given kept texts, when they are taken out, then in the order in which they came', async () => {
    const { keep, start, stored, keys, simulated } = await open();
    await keep('ff', 'first', 1_767_600_000_000_001);
    await keep('aa', 'second', 1_767_600_000_000_002);
    start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    expect(stored()).toEqual(['first', 'second']);
    expect(simulated.database.get('/textback/settings/did-header')).toBe('X-SMS-To');
  });

  test('given a crash between storing and forgetting, when the text is found again, then it is one', async () => {
    const { keep, start, stored, keys, simulated, clock } = await open();
    await keep('aa', 'once', 1_767_600_000_000_001);
    simulated.faults.ignoreActions((action) => action['action'] === 'DBDel');
    start();
    await vi.waitFor(() => expect(stored()).toEqual(['once']));
    simulated.faults.ignoreActions(() => false);
    // The deadline of the lost answer, then the next look.
    await vi.waitFor(async () => {
      await clock.advance(5_000);
      expect(keys()).toEqual([]);
    });
    expect(stored()).toEqual(['once']);
  });

  test('given an entry that is none of ours, when it is found, then it is said once and holds up nothing', async () => {
    const { ami, keep, start, stored, keys, log, clock } = await open();
    await ami.dbPut('textback/inbox', 'zz', 'rubbish');
    await keep('aa', 'mine', 1_767_600_000_000_001);
    start();
    await vi.waitFor(() => expect(keys()).toEqual(['/textback/inbox/zz']));
    await clock.advance(30_000);
    expect(stored()).toEqual(['mine']);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
  });

  test('given the dialplan’s event, when others send theirs, then only its own makes us look', async () => {
    const { texts } = await open();
    const told: string[] = [];
    texts.subscribe({
      onLink: (state, why) => told.push(`${state} ${why}`),
      onInboxUp: () => told.push('inbox'),
      onKept: () => told.push('kept'),
    });
    texts.onAmiEvent({ event: 'UserEvent', userevent: 'SomethingElse' });
    texts.onAmiEvent({ event: 'UserEvent', userevent: 'TextbackMessage' });
    texts.onAmiLink('down');
    texts.onAmiLink('up');
    texts.onAriLink('down', 'away');
    expect(told).toEqual(['kept', 'inbox', 'down away']);
  });
});
