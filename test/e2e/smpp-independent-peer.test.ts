import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aSubmit, type GatewayBench, startGatewayBench } from '../fakes/gateway-bench.ts';
import { hasPerlSmpp, type PerlSmsc, startPerlSmsc } from './harness/perl-smsc.ts';

/*
 * Everything else that speaks SMPP in these tests shares code with the gateway, and so its mistakes. This one is Perl's
 * Net::SMPP, and Perl's own Encode reads the texts.
 */
const patience = { timeout: 10_000, interval: 5 };
const from = '12125550123';
const to = '12125550100';
const long = `Sorry we missed you at Ann's café [line 2] {€ 5}. ${'We call back within the hour. '.repeat(12)}`;
const longUcs2 = `Извините, мы пропустили звонок 🙏 ${'Перезвоним в течение часа. '.repeat(8)}`;

type BenchOptions = NonNullable<Parameters<typeof startGatewayBench>[1]>;

describe.skipIf(!(await hasPerlSmpp()))('an SMS centre that shares no code with us', () => {
  let smsc: PerlSmsc;
  let bench: GatewayBench | null = null;

  beforeEach(async () => {
    smsc = await startPerlSmsc({ systemId: 'acme', password: 'secret' });
  });
  afterEach(async () => {
    await bench?.[Symbol.asyncDispose]();
    bench = null;
    await smsc[Symbol.asyncDispose]();
  });

  async function bind(options: BenchOptions = {}): Promise<GatewayBench> {
    bench = startGatewayBench(smsc.port, options);
    await bench.whenUp();
    return bench;
  }

  /** Submits a text as the outbox does: cut by the gateway, part after part. */
  async function sendText({ gateway }: GatewayBench, text: string, reference = 0x1234): Promise<void> {
    const { encoding = 'gsm7', segments = [text] } = gateway.cut?.(text) ?? {};
    for (const [at, words] of segments.entries()) {
      const total = segments.length;
      const part = total === 1 ? null : { reference: reference % 256, index: at + 1, total };
      const request = aSubmit({ text: words, encoding, part, reference, expiresAt: Date.now() + 900_000 });
      expect(await gateway.submit(request)).toMatchObject({ kind: 'accepted' });
    }
  }

  test('given a wrong password, when binding, then it is refused and says so', async () => {
    bench = startGatewayBench(smsc.port, { password: 'guess' });
    await bench.whenDown(/ESME_RINVPASWD/);
  });

  test.each([
    ['transceiver', [9]],
    ['transmitter-receiver', [1, 2]],
  ] as const)('given bind_mode %s, when bound, then texts go both ways', async (bindMode, roles) => {
    const { gateway, inbound } = await bind({ bindMode });
    await smsc.when('bound', roles.length);
    const bound = smsc.reports.flatMap((report) => (report.event === 'bound' ? [report] : []));
    expect(bound.map(({ role }) => role).sort()).toEqual(roles);
    expect(bound.every(({ version }) => version === 0x34)).toBe(true);
    expect(await gateway.submit(aSubmit({ text: 'Hi' }))).toEqual({ kind: 'accepted', id: 'a0' });
    expect(await smsc.submits()).toMatchObject([{ text: 'Hi', from: to, to: from, reference: 7, status: 0 }]);
    await smsc.order({ do: 'inbound', from, to, text: 'on my way', coding: 0 });
    await smsc.when('answered', 1);
    expect(inbound).toMatchObject([{ from: `+${from}`, to: `+${to}`, text: 'on my way' }]);
  });

  describe.each(['udh', 'udh16', 'sar', 'payload'] as const)('long_messages = %s', (longMessages) => {
    test.each([
      ['GSM 7 bit', long, 0],
      ['UCS-2', longUcs2, 8],
    ])(
      'given a long text in %s, when it goes out, then Perl puts the very same words together',
      async (_what, text, coding) => {
        const sender = await bind({ longMessages });
        await sendText(sender, text);
        const seen = await smsc.submits();
        expect(seen.at(-1)).toMatchObject({ whole: text, coding, payload: longMessages === 'payload' });
        // What a segment over the air can hold; with SAR the carrier adds the header.
        if (longMessages !== 'payload') expect(seen.every(({ octets }) => octets <= 160)).toBe(true);
        const reference = longMessages === 'udh' ? 0x34 : 0x1234;
        if (longMessages !== 'payload') expect(seen.every(({ part }) => part?.[0] === reference)).toBe(true);
      },
    );
  });

  test.each([
    ['gsm7', 0],
    ['latin1', 3],
    ['ucs2', 8],
  ] as const)(
    'given alphabet %s, when a text goes out, then Perl reads the same words',
    async (alphabet, coding) => {
      const sender = await bind({ alphabet, validityPeriod: 'relative', serviceType: 'CMT' });
      await sendText(sender, 'Café at 5: ¿mañana?');
      expect(await smsc.submits()).toMatchObject([{ text: 'Café at 5: ¿mañana?', coding, service: 'CMT' }]);
      expect((await smsc.submits())[0]?.validity).toMatch(/^000000001(459|500)/);
    },
  );

  test.each(['hellohello', '1234567', '12345678', 'Ünder {braces} for 5 €'])(
    'given packed septets, when "%s" goes out, then Perl unpacks the same words',
    async (text) => {
      await smsc.order({ do: 'behave', change: { packed: true } });
      await sendText(await bind({ alphabet: 'gsm7-packed' }), text);
      // Perl's unpacking drops a filling "@" and leaves a filling carriage return, as phones may.
      expect((await smsc.submits())[0]?.text.replace(/\r$/, '')).toBe(text);
    },
  );

  test.each([
    ['8 bits', 8, 0x7f],
    ['16 bits', 16, 0x1_007f],
  ] as const)(
    'given a reply in parts with a reference of %s, when they come, then each is known',
    async (_what, bits, named) => {
      const { inbound } = await bind();
      for (const index of [2, 1]) {
        await smsc.order({
          do: 'inbound',
          from,
          to,
          text: `part ${index} €`,
          coding: 0,
          part: [bits, 0x7f, 2, index],
        });
      }
      await smsc.when('answered', 2);
      expect(inbound.map(({ text, part }) => [text, part])).toEqual([
        ['part 2 €', { reference: named, index: 2, total: 2 }],
        ['part 1 €', { reference: named, index: 1, total: 2 }],
      ]);
    },
  );

  test('given a reply in UCS-2, when it comes, then its words are whole', async () => {
    const { inbound } = await bind();
    await smsc.order({ do: 'inbound', from, to, text: 'Да 👍', coding: 8 });
    await smsc.when('answered', 1);
    expect(inbound).toMatchObject([{ text: 'Да 👍' }]);
  });

  test.each(['tlv', 'text'] as const)(
    'given ids answered in hex and reported in decimal by %s, when the receipt comes, then it names the text',
    async (receipts) => {
      await smsc.order({ do: 'behave', change: { receipts } });
      const sender = await bind();
      const result = await sender.gateway.submit(aSubmit());
      await vi.waitFor(() => expect(sender.receipts).toHaveLength(1), patience);
      expect(result).toEqual({ kind: 'accepted', id: 'a0' });
      expect(sender.receipts[0]).toMatchObject({ state: 'delivered', recipient: `+${from}` });
      expect(sender.receipts[0]?.ids).toContain('a0');
    },
  );

  test('given a carrier that takes 60 a second, when max_per_second is 40 and 100 texts are pressed, then none is throttled', async () => {
    // What comes in a second, and the window, which it may find waiting where the machine held it up.
    await smsc.order({ do: 'behave', change: { perSecond: 40 + 20 } });
    const { gateway } = await bind({ maxPerSecond: 40, window: 20 });
    const results = await Promise.all(Array.from({ length: 100 }, () => gateway.submit(aSubmit())));
    expect(results.every(({ kind }) => kind === 'accepted')).toBe(true);
    const at = (await smsc.submits()).map((submit) => submit.at);
    expect((at.at(-1) ?? 0) - (at[0] ?? 0)).toBeGreaterThan(1.9);
  });

  test('given a carrier that throttles, when texts are pressed on it without a limit, then all get there by trying again', async () => {
    await smsc.order({ do: 'behave', change: { perSecond: 30 } });
    const { gateway } = await bind({ window: 50 });
    const press = async (): Promise<void> => {
      while ((await gateway.submit(aSubmit())).kind !== 'accepted') {}
    };
    await Promise.all(Array.from({ length: 60 }, press));
    const accepted = (await smsc.submits()).filter(({ status }) => status === 0);
    expect(accepted).toHaveLength(60);
    expect((await smsc.submits()).length - accepted.length).toBeGreaterThan(0);
  });

  test.each([
    ['before-answer', 'unknown'],
    ['after-answer', 'accepted'],
  ] as const)(
    'given the link is dropped %s, when it is, then the text is %s and the next goes through',
    async (dropNext, kind) => {
      const { gateway, whenDown, whenUp } = await bind();
      await smsc.order({ do: 'behave', change: { dropNext } });
      expect(await gateway.submit(aSubmit())).toMatchObject({ kind });
      await whenDown(/lost the link/);
      await whenUp();
      expect(await gateway.submit(aSubmit())).toMatchObject({ kind: 'accepted' });
    },
  );

  test('given the carrier says unbind, when it does, then it is answered, and bound again', async () => {
    const { whenDown, whenUp } = await bind();
    await smsc.order({ do: 'unbind' });
    await whenDown(/unbind/);
    await smsc.when('bound', 2);
    await whenUp();
    expect(smsc.reports).toContainEqual(expect.objectContaining({ event: 'closed', why: 'unbound by us' }));
  });

  test('given it stops, when it does, then Perl hears unbind', async () => {
    const { gateway } = await bind({ binds: 2 });
    await smsc.when('bound', 2);
    await gateway.stop(2_000);
    await smsc.when('closed', 2);
    expect(smsc.reports).toContainEqual(expect.objectContaining({ event: 'closed', why: 'unbound' }));
  });

  test('given silence, when the time is over, then Perl answers our enquiries and we answer its own', async () => {
    const { gateway } = await bind({ enquireLinkMs: 20, responseTimeoutMs: 2_000 });
    await smsc.order({ do: 'enquire' });
    await smsc.when('enquiry-answered', 1);
    await smsc.when('enquired', 5);
    expect(gateway.state).toBe('up');
    expect(smsc.reports.filter(({ event }) => event === 'bound')).toHaveLength(1);
  });
});
