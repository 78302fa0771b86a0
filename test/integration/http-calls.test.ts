import { describe, expect, test } from 'vitest';
import { nameLead } from '../../src/services/name-lead.ts';
import { CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { openWebBench } from '../fakes/web-bench.ts';

const EVIL = '<script>alert(1)</script>"\'><img src=x onerror=alert(2)>';

async function openOffice() {
  const bench = await openWebBench();
  return { bench, maria: bench.signedIn(bench.addUser('Maria', 'owner')) };
}

const order = (text: string) => [...text.matchAll(/href="\/calls\/(\d+)"/g)].map(([, id]) => Number(id));
const unescaped = (text: string) => text.replaceAll('&amp;', '&');

describe('the log', () => {
  test('given calls, when listed, then the newest comes first, with outcome, phones, time and text', async () => {
    const { bench, maria } = await openOffice();
    await bench.services.missCall();
    await bench.services.answerCall('+12125550124');
    const { text } = await maria.open('/calls');
    expect(order(text)).toEqual([2, 1]);
    expect(text).toContain('Missed call: nobody picked up');
    expect(text).toContain('Rang (212) 555-0199 for 25 s');
    expect(text).toContain('Rang (212) 555-0199 for 5 s');
    expect(text).toContain('Texted');
  });

  test('given no calls, when opened, then it says what will stand here', async () => {
    const { maria } = await openOffice();
    expect((await maria.open('/calls')).text).toContain('No calls yet.');
    expect((await maria.open('/calls?outcome=busy')).text).toContain('No such calls.');
  });

  test('given more than a page of one outcome, when the next is asked for, then it goes on with the same filter', async () => {
    const { bench, maria } = await openOffice();
    await bench.services.answerCall();
    for (let n = 0; n < 42; n += 1) await bench.services.missCall(`+12125551${100 + n}`);
    const { text } = await maria.open('/calls?outcome=missed');
    expect(order(text)).toHaveLength(40);
    const next = unescaped(/class="more" href="([^"]*)"/.exec(text)?.[1] ?? '');
    expect(next).toBe('/calls?outcome=missed&before=4');
    expect(order((await maria.open(next)).text)).toEqual([3, 2]);
  });

  test('given an address that somebody mistyped, when opened, then what is no choice counts as none', async () => {
    const { bench, maria } = await openOffice();
    await bench.services.missCall();
    const { status, text } = await maria.open('/calls?outcome=x&line=y&day=z&before=-1');
    expect([status, order(text)]).toEqual([200, [1]]);
    expect((await maria.open('/calls?day=2026-02-30')).status).toBe(422);
    expect((await maria.open('/calls?before=99')).status).toBe(404);
  });

  test('given an open log, when its part is asked for, then there is nothing new until somebody calls', async () => {
    const { bench, maria } = await openOffice();
    await bench.services.missCall();
    const url = unescaped(/hx-get="(\/calls\/list[^"]*)"/.exec((await maria.open('/calls')).text)?.[1] ?? '');
    expect((await maria.open(url)).status).toBe(204);
    await bench.services.missCall('+12125550124');
    expect(order((await maria.open(url)).text)).toEqual([2, 1]);
  });
});

describe('a call', () => {
  test('given a missed one, when opened, then phones, decision, reasons and the text that went out stand there', async () => {
    const { bench, maria } = await openOffice();
    const id = await bench.services.missCall();
    await bench.services.sendDue();
    const { text } = await maria.open(`/calls/${id}`);
    const said = [
      ...[
        'Missed call: nobody picked up',
        'rang 25 s, no answer',
        'A text was sent; the carrier has taken it.',
      ],
      ...['sorry we missed your call', 'href="/leads/1"', `href="tel:${CUSTOMER}"`, 'Acme HVAC'],
      'Reasons against it, in order',
    ];
    expect(said.filter((words) => !text.toLowerCase().includes(words.toLowerCase()))).toEqual([]);
  });

  test('given one that was not texted, when opened, then why, and what to type', async () => {
    const { bench, maria } = await openOffice();
    bench.services.setLine({ enabled: false });
    const { text } = await maria.open(`/calls/${await bench.services.missCall()}`);
    expect(text).toContain(`Not texted: texting back was switched off for the line ${LINE}.`);
    expect(text).toContain(`<code>textback line set ${LINE} enabled on</code>`);
  });

  test('given an open page of one, when its part is asked for, then there is nothing new until it changes', async () => {
    const { bench, maria } = await openOffice();
    const id = await bench.services.missCall();
    const { text } = await maria.open(`/calls/${id}`);
    expect(text).toContain('A text is waiting to be sent');
    const url = unescaped(/hx-get="(\/calls\/1\/now[^"]*)"/.exec(text)?.[1] ?? '');
    expect((await maria.open(url)).status).toBe(204);
    await bench.services.sendDue();
    expect((await maria.open(url)).text).toContain('A text was sent');
  });

  test('given none of this id, when opened, then it is not found', async () => {
    const { maria } = await openOffice();
    const { status, text } = await maria.open('/calls/7');
    expect([status, text.includes('There is no call 7.')]).toEqual([404, true]);
  });

  test('given markup in a name, a caller ID and a phone, when shown, then all of it is text', async () => {
    const { bench, maria } = await openOffice();
    const id = await bench.services.missCall();
    await bench.services.missCall('<b>anonymous</b>');
    nameLead(bench.store, { who: '#1', name: EVIL, dryRun: false }, 'US', { label: 'x', userId: null }, 1);
    const call = bench.store.read((reader) => reader.calls.byId(id));
    if (!call?.machine) throw new Error('the call is over');
    const { machine } = call;
    const legs = machine.legs.map((leg) => ({
      ...leg,
      channelId: 'evil-leg',
      destination: { ...leg.destination, label: EVIL },
    }));
    bench.store.transact('progress', (tx) => tx.calls.save(id, { ...machine, legs }, null, 1));
    const pages = [await maria.open('/calls'), await maria.open(`/calls/${id}`)];
    for (const { text } of pages) {
      expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
      expect(text).not.toMatch(/<script>|<img src=x|<b>anonymous/);
    }
    expect((await maria.open('/calls')).text).toContain('&lt;b&gt;anonymous&lt;/b&gt;');
  });
});

describe('calls that extensions made', () => {
  test('given one to a lead and one to nobody known, when listed, then the newest first, with a link to the lead', async () => {
    const { bench, maria } = await openOffice();
    await bench.services.missCall();
    const call = { extension: 'PJSIP/100', dialledRaw: CUSTOMER, dialedAt: bench.clock.now() };
    bench.store.transact('progress', (tx) => {
      const { id } = tx.outboundCalls.add({ ...call, linkedId: '1', dialledNumber: CUSTOMER, leadId: 1 });
      tx.outboundCalls.change(id, { result: 'connected', connectedAt: call.dialedAt + 6_000 });
      tx.outboundCalls.add({
        ...call,
        linkedId: '2',
        dialledRaw: '<i>9</i>',
        dialledNumber: null,
        leadId: null,
      });
    });
    const { text } = await maria.open('/calls/outbound');
    expect(text).toContain('Called from PJSIP/100: connected after 6 s, still talking');
    expect(text).toContain('href="/leads/1"');
    expect(text).toContain('&lt;i&gt;9&lt;/i&gt;');
    expect(text.indexOf('&lt;i&gt;9')).toBeLessThan(text.indexOf('(212) 555-0123'));
    expect((await maria.open('/calls/outbound?before=1')).text).toContain('No calls yet.');
  });
});
