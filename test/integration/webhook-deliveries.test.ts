import { createServer } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { Event } from '../../src/http/api/shapes/events.ts';
import { createWebhookLoop } from '../../src/loops/webhooks.ts';
import { replayWebhook, testWebhook } from '../../src/services/replay-webhook.ts';
import { changeWebhook, removeWebhook } from '../../src/services/webhook-endpoints.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { openWebhookBench, SECRET } from '../fakes/webhook-bench.ts';
import { type Answering, isSignedWith, OK, startWebhookReceiver, status } from '../fakes/webhook-receiver.ts';

const ACTOR = 'cli:test';
const HOUR_MS = 3_600_000;
const OTHER = '+12125550124';
const WAIT = { timeout: 20_000, interval: 10 };

/** Somebody follows, and a call was missed: `count` events wait. */
async function openScene(
  answering: Answering = OK,
  kinds: readonly string[] | null = null,
  deadlineMs?: number,
) {
  const receiver = await startWebhookReceiver(answering);
  const bench = openWebhookBench(undefined, deadlineMs);
  const id = bench.follow(receiver.url, 'CRM', kinds);
  await bench.missCall();
  return { ...bench, receiver, id, uids: () => bench.events().map(({ uid }) => uid) };
}

describe('a webhook', () => {
  test('given events, when they are sent, then each comes once, in order, signed, and as the document says', async () => {
    const { receiver, id, deliver, uids, endpoint, deliveries } = await openScene();
    await deliver(id);
    expect(receiver.ids()).toEqual(uids());
    expect(receiver.posts.length).toBeGreaterThan(2);
    for (const post of receiver.posts) {
      expect(post.headers).toMatchObject({ 'content-type': 'application/json', 'user-agent': 'textback' });
      expect(isSignedWith(SECRET, post)).toBe(true);
      expect(Event.parse(JSON.parse(post.body)).id).toBe(post.headers['webhook-id']);
    }
    expect(isSignedWith(SECRET, { ...receiver.posts[0], body: '{}' } as never)).toBe(false);
    expect(endpoint()).toMatchObject({ failingSince: null, notBefore: null });
    expect(
      deliveries().every(
        ({ state, tries, detail }) => state === 'delivered' && tries === 1 && detail === 'HTTP 204',
      ),
    ).toBe(true);
    await deliver(id);
    expect(receiver.posts).toHaveLength(uids().length);
  });

  test('given a program that wants a few kinds, then it gets just those, and what it does not want is not looked through again', async () => {
    const { receiver, id, deliver, endpoint, store } = await openScene(OK, ['lead.*', 'decision.made']);
    await deliver(id);
    expect(receiver.kinds()).toEqual(['lead.created', 'decision.made']);
    expect(endpoint().settledThrough).toBe(store.read((reader) => reader.events.newestId()));
  });

  test.each([
    ['answers 500', status(500), 'HTTP 500'],
    ['redirects', status(307, { location: 'http://127.0.0.1:9/' }), 'HTTP 307: redirects are not followed'],
    ['does not know the address', status(404), 'HTTP 404'],
    ['never answers', () => {}, 'no answer within 1 s', 1_000],
    ['hangs up', (response) => void response.destroy(), 'other side closed'],
  ] satisfies [string, Answering, string, number?][])(
    'given a program that %s, then the event is tried again with the same id after a while, and what comes after waits',
    async (_what, answering, detail, deadlineMs?: number) => {
      const { receiver, id, deliver, clock, uids, deliveries, endpoint } = await openScene(
        answering,
        null,
        deadlineMs,
      );
      await deliver(id);
      await deliver(id);
      expect(receiver.ids()).toEqual([uids()[0]]);
      expect(deliveries()).toMatchObject([
        { state: 'waiting', tries: 1, detail: expect.stringContaining(detail) },
      ]);
      expect(endpoint()).toMatchObject({ failingSince: clock.now(), notBefore: clock.now() + 5_000 });
      await clock.advance(4_999);
      await deliver(id);
      expect(receiver.posts).toHaveLength(1);
      receiver.answerWith(OK);
      await clock.advance(1);
      await deliver(id);
      expect(receiver.ids()).toEqual([uids()[0], ...uids()]);
      expect(receiver.posts[1]?.body).toBe(receiver.posts[0]?.body);
      expect(deliveries().at(-1)).toMatchObject({ state: 'delivered', tries: 2 });
      expect(endpoint()).toMatchObject({ failingSince: null, notBefore: null });
    },
  );

  test('given nobody at the address, then that is said, and tried again', async () => {
    const { receiver, id, deliver, deliveries } = await openScene();
    await receiver.close();
    await deliver(id);
    expect(deliveries()).toMatchObject([
      { state: 'waiting', detail: expect.stringContaining('ECONNREFUSED') },
    ]);
  });

  test('given an answer without an end, then its body is not read', async () => {
    const endless: Answering = (response) => {
      response.writeHead(200);
      const write = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
        if (!response.destroyed) response.once('drain', write);
      };
      write();
    };
    const { receiver, id, deliver, uids } = await openScene(endless);
    await deliver(id);
    expect(receiver.ids()).toEqual(uids());
  });

  test('given headers without an end, then it counts as no answer', async () => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write('HTTP/1.1 200 OK\r\n');
      const drip = () => {
        while (!socket.destroyed && socket.write(`X-A: ${'x'.repeat(4_000)}\r\n`));
        if (!socket.destroyed) socket.once('drain', drip);
      };
      drip();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const bench = openWebhookBench();
    const id = bench.follow(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);
    await bench.missCall();
    await bench.deliver(id);
    expect(bench.deliveries()).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('a webhook that takes nothing', () => {
  /** Tries it again and again, each time as soon as it may, until `until`. */
  async function tryUntil(scene: Awaited<ReturnType<typeof openScene>>, until: number): Promise<void> {
    for (;;) {
      await scene.deliver(scene.id);
      const { notBefore, enabled } = scene.endpoint();
      if (!enabled || notBefore === null || notBefore > until) return;
      await scene.clock.advance(notBefore - scene.clock.now());
    }
  }

  const alerts = ({ store }: Awaited<ReturnType<typeof openScene>>) =>
    store.read((reader) => reader.alerts.openOf('webhook-failing', 10));

  test('given an hour of it, then the owner is alerted once; given it answers again, then that is over', async () => {
    const scene = await openScene(status(503));
    const start = scene.clock.now();
    await tryUntil(scene, start + 0.9 * HOUR_MS);
    expect(alerts(scene)).toEqual([]);
    await tryUntil(scene, start + 4 * HOUR_MS);
    expect(alerts(scene)).toMatchObject([
      { subject: 'CRM', detail: 'the webhook "CRM" takes no events: HTTP 503; they wait' },
    ]);
    scene.receiver.answerWith(OK);
    await scene.clock.advance(HOUR_MS);
    await scene.deliver(scene.id);
    expect(alerts(scene)).toEqual([]);
  });

  test('given three days of it, then it is switched off and that is told; switched on again, it goes on where it stopped', {
    timeout: 60_000,
  }, async () => {
    const scene = await openScene(status(503));
    const start = scene.clock.now();
    await tryUntil(scene, start + 74 * HOUR_MS);
    expect(scene.endpoint()).toMatchObject({ enabled: false, offWhy: 'HTTP 503' });
    expect(scene.clock.now() - start).toBeGreaterThanOrEqual(72 * HOUR_MS);
    expect(scene.deliveries()).toMatchObject([{ state: 'parked' }]);
    expect(alerts(scene)).toMatchObject([{ detail: expect.stringContaining('was switched off: HTTP 503') }]);
    await scene.missCall(OTHER);
    scene.receiver.answerWith(OK);
    const { length } = scene.receiver.posts;
    await scene.deliver(scene.id);
    expect(scene.receiver.posts).toHaveLength(length);
    changeWebhook(scene.store, { name: 'crm', enabled: true, dryRun: false }, ACTOR, scene.clock.now());
    await scene.deliver(scene.id);
    expect(scene.receiver.ids().slice(length)).toEqual(scene.uids());
    expect(alerts(scene)).toEqual([]);
  });

  test('given it answers, and refuses one event for three days, then that one is parked and the next have their turn', {
    timeout: 60_000,
  }, async () => {
    const refusing: Answering = (response, { body }) =>
      void response.writeHead(JSON.parse(body).type === 'lead.created' ? 422 : 200).end();
    const scene = await openScene(refusing);
    await tryUntil(scene, scene.clock.now() + 74 * HOUR_MS);
    expect(scene.endpoint()).toMatchObject({ enabled: true, failingSince: null });
    expect(new Set(scene.receiver.ids())).toEqual(new Set(scene.uids()));
    expect(scene.deliveries().map(({ kind, state }) => [kind, state])).toContainEqual([
      'lead.created',
      'parked',
    ]);
    expect(scene.deliveries().filter(({ state }) => state === 'parked')).toHaveLength(1);
  });

  test('given it says that it is gone (410), then it is switched off at once', async () => {
    const scene = await openScene(status(410));
    await scene.deliver(scene.id);
    expect(scene.endpoint()).toMatchObject({ enabled: false, offWhy: 'HTTP 410' });
  });
});

describe('telling again', () => {
  test('given events that were taken, when they are replayed from one of them, then it and those after come again, in order, under the same ids', async () => {
    const { receiver, id, deliver, uids, store, clock, missCall, deliveries } = await openScene();
    await deliver(id);
    const all = uids();
    const from = { eventId: all[1] ?? '' };
    const replayed = replayWebhook(store, { name: 'CRM', from, dryRun: false }, ACTOR, clock.now());
    expect(replayed).toMatchObject({ kind: 'replayed', from: all[1] });
    await missCall(OTHER);
    await deliver(id);
    expect(receiver.ids()).toEqual([...all, ...uids().slice(1)]);
    expect(deliveries().every(({ tries }) => tries === 1)).toBe(true);
  });

  test('given a time, then what happened since comes again; given one before which all was, then nothing; given what waits still, then it is not left out', async () => {
    const { receiver, id, deliver, uids, store, clock, missCall } = await openScene();
    await deliver(id);
    const { length } = uids();
    await clock.advance(HOUR_MS);
    const at = clock.now();
    await missCall(OTHER);
    const replay = (when: number) =>
      replayWebhook(store, { name: 'CRM', from: { at: when }, dryRun: false }, ACTOR, clock.now());
    // Nothing of it was sent yet: all of it stays to be sent, from the first on.
    expect(replay(clock.now() + 1)).toMatchObject({ from: uids()[length] });
    await deliver(id);
    expect(receiver.ids()).toEqual(uids());
    expect(replay(at)).toMatchObject({ from: uids()[length] });
    await deliver(id);
    expect(receiver.ids()).toEqual([...uids(), ...uids().slice(length)]);
    expect(replay(clock.now() + 1)).toMatchObject({ kind: 'replayed', from: null });
    expect(
      replayWebhook(store, { name: 'CRM', from: { eventId: 'evt_0' }, dryRun: false }, ACTOR, at),
    ).toMatchObject({
      kind: 'not-found',
    });
  });

  test('given it is replayed while an event is on its way, then the replay stands', async () => {
    const { receiver, id, deliver, uids, store, clock } = await openScene();
    await deliver(id);
    const all = uids();
    const replay = (from: string) =>
      replayWebhook(store, { name: 'CRM', from: { eventId: from }, dryRun: false }, ACTOR, clock.now());
    replay(all[2] ?? '');
    receiver.answerWith((response, posted, nth) => {
      if (nth === all.length + 1) replay(all[0] ?? '');
      OK(response, posted, nth);
    });
    await deliver(id);
    expect(receiver.ids().slice(all.length)).toEqual([all[2], ...all]);
  });

  test('given a test, then only the program that is tested gets it, at once and after what waits', async () => {
    const { receiver, id, deliver, store, clock, follow, uids } = await openScene(status(500));
    const other = await startWebhookReceiver();
    const otherId = follow(other.url, 'n8n');
    await deliver(id);
    receiver.answerWith(OK);
    expect(testWebhook(store, 'CRM', ACTOR, clock.now()).kind).toBe('told');
    await deliver(id);
    expect(receiver.kinds().at(-1)).toBe('webhook.test');
    expect(receiver.posts).toHaveLength(uids().length + 2);
    await deliver(otherId);
    expect(other.posts).toEqual([]);
  });

  test('given a secret that is renewed, then both sign for a day, then the new one alone', async () => {
    const { receiver, id, deliver, store, clock, missCall } = await openScene();
    const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
    changeWebhook(store, { name: 'CRM', secret, dryRun: false }, ACTOR, clock.now());
    await deliver(id);
    const [first] = receiver.posts;
    expect([SECRET, secret].map((each) => first !== undefined && isSignedWith(each, first))).toEqual([
      true,
      true,
    ]);
    await clock.advance(24 * HOUR_MS);
    await missCall(OTHER);
    await deliver(id);
    const last = receiver.posts.at(-1);
    expect([SECRET, secret].map((each) => last !== undefined && isSignedWith(each, last))).toEqual([
      false,
      true,
    ]);
  });
});

describe('the loop', () => {
  test('given one program hangs and another is gone, then a third gets all at once, and the stop waits for nobody', async () => {
    const hanging = await startWebhookReceiver(() => {});
    const gone = await startWebhookReceiver();
    const fine = await startWebhookReceiver();
    await gone.close();
    const bench = openWebhookBench();
    for (const [name, { url }] of Object.entries({ hanging, gone, fine })) bench.follow(url, name);
    const log = createRecordingLog();
    const loop = createWebhookLoop({ ...bench.parts, log });
    loop.start();
    await bench.missCall();
    const { length } = bench.events();
    await vi.waitFor(async () => {
      await bench.clock.advance(1_000);
      expect(fine.posts).toHaveLength(length);
      expect(hanging.posts.length).toBeGreaterThan(0);
      expect(bench.deliveries('gone')).toHaveLength(1);
    }, WAIT);
    await loop.stop();
    expect(bench.clock.waiting).toBe(0);
    expect(fine.ids()).toEqual(bench.events().map(({ uid }) => uid));
    expect(log.lines).toEqual([]);
  });

  test('given a program that is removed while an event is on its way, then nothing fails, and nothing more is sent', async () => {
    const { receiver, id, deliver, store, clock } = await openScene((response, posted, nth) => {
      removeWebhook(store, { name: 'CRM', dryRun: false }, ACTOR, clock.now());
      OK(response, posted, nth);
    });
    await deliver(id);
    expect(receiver.posts).toHaveLength(1);
  });
});
