import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { SipTextResult } from '../../../src/core/sip-text.ts';
import type { GatewayLink, InboundText, SubmitRequest } from '../../../src/gateways/gateway.ts';
import {
  createSipMessageGateway,
  type SipMessageGatewayOptions,
} from '../../../src/gateways/sip-message-gateway.ts';
import { createFakeClock } from '../../fakes/fake-clock.ts';
import { createFakeSipTexts, keptText } from '../../fakes/fake-sip-texts.ts';
import { createRecordingLog } from '../../fakes/recording-log.ts';

const REQUEST: SubmitRequest = {
  from: '+12125550100',
  to: '+12125550141',
  text: 'Hello',
  encoding: 'gsm7',
  part: null,
  reference: 7,
};

function open(given: Partial<SipMessageGatewayOptions> = {}) {
  const clock = createFakeClock();
  const log = createRecordingLog();
  const texts = createFakeSipTexts();
  const inbound: InboundText[] = [];
  const links: GatewayLink[] = [];
  const unstorable = new Set<string>();
  const gateway = createSipMessageGateway(
    { name: 'trunk', endpoint: 'trunk', maxBodyBytes: 700, ...given },
    texts,
    { clock, log },
  );
  const start = () =>
    gateway.start({
      onInbound(text) {
        if (unstorable.has(text.text)) throw new Error('the database is locked');
        inbound.push(text);
      },
      onReceipt: () => {},
      onLink: (state) => links.push(state),
    });
  onTestFinished(() => gateway.stop(0));
  return { clock, log, texts, inbound, links, unstorable, gateway, start };
}

describe('sending', () => {
  test('given a text, when it is submitted, then Asterisk gets it once with the line as sender', async () => {
    const { gateway, texts } = open({ fromDomain: 'acme.example' });
    expect(await gateway.submit(REQUEST)).toEqual({ kind: 'accepted', id: '7-1' });
    expect(texts.sent).toEqual([
      {
        endpoint: 'trunk',
        to: '+12125550141',
        from: '+12125550100',
        fromDomain: 'acme.example',
        body: 'Hello',
        id: '7-1',
      },
    ]);
  });

  test.each<[SipTextResult, string]>([
    [{ kind: 'not-sent', why: 'w' }, 'retryable'],
    [{ kind: 'refused', why: 'w' }, 'rejected'],
    [{ kind: 'lost', why: 'w' }, 'unknown'],
  ])('given that Asterisk says %o, when a text is submitted, then it is %s', async (answer, kind) => {
    const { gateway, texts } = open();
    texts.answer(async () => answer);
    expect(await gateway.submit(REQUEST)).toMatchObject({ kind, why: 'w' });
  });

  test.each([{ to: 'pat@evil.example' }, { to: '' }, { from: 'Acme HVAC>' }, { from: '' }])(
    'given %o, when it is submitted, then it is rejected and never reaches Asterisk',
    async (given) => {
      const { gateway, texts } = open();
      expect(await gateway.submit({ ...REQUEST, ...given })).toMatchObject({ kind: 'rejected' });
      expect(texts.sent).toEqual([]);
    },
  );

  test('given 20 texts at once, when Asterisk is slow, then 8 are under way and all get their turn', async () => {
    const { gateway, texts } = open();
    const answers: ((result: SipTextResult) => void)[] = [];
    texts.answer(() => new Promise((resolve) => answers.push(resolve)));
    const results = Array.from({ length: 20 }, (_, reference) => gateway.submit({ ...REQUEST, reference }));
    await vi.waitFor(() => expect(answers).toHaveLength(8));
    for (let answered = 0; answered < 20; answered += 1) {
      await vi.waitFor(() => expect(answers.length).toBeGreaterThan(answered));
      expect(answers.length - answered).toBeLessThanOrEqual(8);
      answers[answered]?.({ kind: 'handed-over' });
    }
    expect((await Promise.all(results)).map(({ kind }) => kind)).toEqual(Array(20).fill('accepted'));
    expect(texts.sent.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => `${index}-1`));
  });

  test('given a long text, when it is cut, then as few MESSAGEs as fit carry it', () => {
    const { gateway } = open({ maxBodyBytes: 300 });
    const text = 'We are on the roof. '.repeat(20);
    expect(gateway.cut?.(text).segments.map((piece) => Buffer.byteLength(piece))).toEqual([300, 100]);
    expect(gateway.cut?.('Hi')).toEqual({ encoding: 'gsm7', segments: ['Hi'] });
  });

  test('given a stop, when a text is submitted, then it is for later', async () => {
    const { gateway, texts } = open();
    await gateway.stop(0);
    expect(await gateway.submit(REQUEST)).toMatchObject({ kind: 'retryable' });
    expect(gateway.state).toBe('down');
    expect(texts.sent).toEqual([]);
  });

  test('given a link that changes, when it does, then the gateway says so', () => {
    const { gateway, texts, links, start } = open();
    start();
    texts.state = 'down';
    texts.tell.onLink('down', 'Asterisk is away');
    expect(gateway.state).toBe('down');
    expect(links).toEqual(['down']);
  });
});

describe('receiving', () => {
  test('given texts that were kept, when it starts, then each is stored and then forgotten', async () => {
    const { texts, inbound, start } = open();
    texts.kept.set('a', keptText('a')).set('b', keptText('b'));
    start();
    await vi.waitFor(() => expect(texts.forgotten).toEqual(['a', 'b']));
    expect(inbound[0]).toEqual({
      from: '+12125550141',
      to: '+12125550100',
      text: 'words of a',
      part: null,
      dedupeKey: 'sip:a',
      receivedAt: 1_000,
    });
  });

  test('given a text that cannot be stored, when it comes, then it stays kept, holds up no other, and is tried again', async () => {
    const { texts, inbound, unstorable, clock, log, start } = open();
    texts.kept.set('a', keptText('a')).set('b', keptText('b'));
    unstorable.add('words of a');
    start();
    await vi.waitFor(() => expect(texts.forgotten).toEqual(['b']));
    expect(log.lines.map(({ level }) => level)).toContain('error');
    unstorable.clear();
    await clock.advance(5_000);
    expect(texts.forgotten).toEqual(['b', 'a']);
    expect(inbound.map(({ text }) => text)).toEqual(['words of b', 'words of a']);
  });

  test('given a new text, when Asterisk tells of it, then it is taken out at once', async () => {
    const { texts, start } = open();
    start();
    await vi.waitFor(() => expect(texts.headers).toHaveLength(1));
    texts.kept.set('a', keptText('a'));
    texts.tell.onKept();
    await vi.waitFor(() => expect(texts.forgotten).toEqual(['a']));
  });

  test('given an AMI user who hears no events, when a text was kept, then it is found within 5 s', async () => {
    const { texts, clock, start } = open();
    start();
    await clock.advance(1);
    texts.kept.set('a', keptText('a'));
    await clock.advance(4_998);
    expect(texts.forgotten).toEqual([]);
    await clock.advance(2);
    expect(texts.forgotten).toEqual(['a']);
  });

  test('given an inbox that is down, when it is back, then the header is told anew and texts are taken out', async () => {
    const { texts, clock, start } = open({ didHeader: 'X-SMS-To' });
    texts.isInboxDown = true;
    texts.kept.set('a', keptText('a'));
    start();
    await clock.advance(12_000);
    expect(texts.headers).toEqual([]);
    texts.isInboxDown = false;
    texts.tell.onInboxUp();
    await vi.waitFor(() => expect(texts.forgotten).toEqual(['a']));
    texts.tell.onInboxUp();
    await vi.waitFor(() => expect(texts.headers).toEqual(['X-SMS-To', 'X-SMS-To']));
  });

  test('given a stop, when texts come, then they stay where they are', async () => {
    const { gateway, texts, clock, start } = open();
    start();
    await gateway.stop(1_000);
    texts.kept.set('a', keptText('a'));
    texts.tell.onKept();
    await clock.advance(20_000);
    expect(texts.forgotten).toEqual([]);
    expect(clock.waiting).toBe(0);
  });
});
