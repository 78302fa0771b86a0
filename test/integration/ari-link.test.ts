import { createServer as createTcpServer } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type AriBench, openAriBench } from '../fakes/ari-bench.ts';

async function openConnected(): Promise<AriBench> {
  const bench = await openAriBench();
  bench.pbx.start();
  await vi.waitFor(() => expect(bench.pbx.state).toBe('up'));
  return bench;
}

async function reason(bench: AriBench): Promise<string> {
  bench.pbx.start();
  await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
  return bench.links.at(-1)?.why ?? '';
}

/** Moves time on, a back-off at a time, until the link is up. */
async function comesUp(bench: AriBench): Promise<void> {
  await vi.waitFor(async () => {
    await bench.clock.advance(1_000);
    expect(bench.pbx.state).toBe('up');
  });
}

/** From now on Asterisk says that somebody is connected. Gives the connections that we have tried since. */
function holdApplication(bench: AriBench): () => readonly string[] {
  const before = bench.simulated.ari.requests.length;
  bench.simulated.ari.faults.onRequest(({ target }) =>
    target === '/ari/applications/textback'
      ? { kind: 'status', status: 200, body: '{"name":"textback"}' }
      : null,
  );
  const targets = () => bench.simulated.ari.requests.slice(before).map(({ target }) => target);
  return () => targets().filter((target) => target.startsWith('/ari/api-docs'));
}

/** Another textback whose name changes every second. Returns what ends it. */
function liveElsewhere({ clock, simulated }: AriBench): () => void {
  let cancel = () => {};
  const beat = () => {
    simulated.ari.variables.set('TEXTBACK_HOLDER_textback', `theirs warehouse ${clock.now()}`);
    cancel = clock.setTimer(clock.now() + 1_000, beat);
  };
  beat();
  return () => cancel();
}

/** Lets us look so many times whether the application is free again. */
async function waits(bench: AriBench, times: number): Promise<void> {
  const looks = () =>
    bench.simulated.ari.requests.filter(({ target }) => target === '/ari/applications/textback').length;
  for (const wanted = looks() + times; looks() < wanted; ) {
    await bench.clock.advance(5_000);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

async function hearsCalls(bench: AriBench): Promise<void> {
  const before = bench.events.length;
  bench.simulated.placeCall({ from: '+12125550142', to: '+12125550100' });
  await vi.waitFor(() => expect(bench.events.slice(before)).toMatchObject([{ type: 'caller-arrived' }]));
}

describe('ARI: connecting', () => {
  it('given a wrong password, when connecting, then the reason says what to check, once, without the password', async () => {
    const bench = await openAriBench({ password: 'wr0ng' });
    expect(await reason(bench)).toMatch(
      /^ARI refused user 'textback' at http:\S+: check ari_user and ari_password_file, and that the user is in ari\.conf$/,
    );
    for (let n = 0; n < 3; n += 1) {
      const seen = bench.simulated.ari.requests.length;
      await bench.clock.advance(30_000);
      await vi.waitFor(() => expect(bench.simulated.ari.requests.length).toBeGreaterThan(seen));
    }
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'down']);
    expect(JSON.stringify([bench.links, bench.log.lines])).not.toContain('wr0ng');
  });

  it('given a password set right later, when retried, then the link comes up', async () => {
    const bench = await openAriBench();
    bench.simulated.ari.faults.setPassword('other');
    await reason(bench);
    bench.simulated.ari.faults.setPassword('s3cret&+');
    await comesUp(bench);
    await hearsCalls(bench);
  });

  it('given an Asterisk that is not running, when connecting, then the reason says that nothing listens', async () => {
    const bench = await openAriBench();
    await bench.simulated.stop();
    expect(await reason(bench)).toMatch(/^nothing listens at http:\S+: is Asterisk running/);
  });

  it.each([
    ['html', { kind: 'html' }, /is not Asterisk's ARI: it does not answer in JSON/],
    ['no ARI', { kind: 'status', status: 404 }, /has no ARI: check that ari\.conf has enabled = yes/],
    ['starting', { kind: 'status', status: 503 }, /still starting/],
    [
      'another JSON service',
      { kind: 'status', status: 200, body: '{"ok":true}' },
      /is not Asterisk's ARI: check ari_url/,
    ],
    ['a reset', { kind: 'reset' }, /no usable answer from http/],
  ] as const)(
    'given %s at that address, when connecting, then the reason says so and it is retried',
    async (...row) => {
      const [, fault, expected] = row;
      const bench = await openAriBench();
      bench.simulated.ari.faults.onRequest(() => fault);
      expect(await reason(bench)).toMatch(expected);
      bench.simulated.ari.faults.onRequest(() => null);
      await comesUp(bench);
    },
  );

  it('given a service that is not HTTP, when connecting, then it is a reason and no crash', async () => {
    const server = createTcpServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const bench = await openAriBench({ options: { url: `http://127.0.0.1:${port}` } });
    expect(await reason(bench)).toMatch(/check ari_url/);
  });

  it('given a server that hangs, when connecting, then the deadline gives the reason', async () => {
    const bench = await openAriBench();
    bench.simulated.ari.faults.onRequest(() => ({ kind: 'hang' }));
    bench.pbx.start();
    await vi.waitFor(() => expect(bench.simulated.ari.requests).toHaveLength(1));
    await bench.clock.advance(5_000);
    await vi.waitFor(() =>
      expect(bench.links.at(-1)?.why).toMatch(/gives no answer within 5 s: Asterisk hangs/),
    );
  });

  it.each(['html', 'hang', 'reset', 'refusal'] as const)(
    'given an Asterisk that goes bad (%s) right after the probe, when ari-client reads its documents, then it is a reason and no crash',
    async (kind) => {
      const bench = await openAriBench();
      const fault = kind === 'refusal' ? ({ kind: 'status', status: 401 } as const) : ({ kind } as const);
      const isDocument = (target: string) => target.includes('/api-docs/channels');
      bench.simulated.ari.faults.onRequest(({ target }) => (isDocument(target) ? fault : null));
      bench.pbx.start();
      await vi.waitFor(() =>
        expect(bench.simulated.ari.requests.some((one) => isDocument(one.target))).toBe(true),
      );
      if (kind === 'hang') await bench.clock.advance(10_000);
      await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
      bench.simulated.ari.faults.onRequest(() => null);
      await comesUp(bench);
      await hearsCalls(bench);
    },
  );

  it('given a WebSocket that never opens, when the deadline passes, then the link is down and tried again', async () => {
    const bench = await openAriBench();
    bench.simulated.ari.faults.onRequest(({ target }) =>
      target.startsWith('/ari/events') ? { kind: 'hang' } : null,
    );
    bench.pbx.start();
    const asked = () =>
      bench.simulated.ari.requests.filter((one) => one.target.startsWith('/ari/api-docs')).length;
    await vi.waitFor(() => expect(asked()).toBeGreaterThanOrEqual(6));
    await vi.waitFor(async () => {
      await bench.clock.advance(5_000);
      expect(bench.pbx.state).toBe('down');
    });
    bench.simulated.ari.faults.onRequest(() => null);
    await comesUp(bench);
  });
});

describe('ARI: the event WebSocket', () => {
  it.each([
    ['an unknown event type', '{"type":"InventedInAsterisk30","channel":{"id":"x"}}'],
    ['invalid JSON', '{"type":"StasisSta'],
    ['JSON that is no event', '[1,2,3]'],
    ['null', 'null'],
    ['an event without a channel', '{"type":"ChannelDestroyed"}'],
    ['a type from Object.prototype', '{"type":"constructor"}'],
  ])('given %s on the wire, when the next call comes, then it is heard', async (_, text) => {
    const bench = await openConnected();
    bench.simulated.ari.faults.sendRaw(text);
    await hearsCalls(bench);
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'up']);
  });

  it('given a handler of ours that throws, when the next call comes, then it is heard, and the failure is logged', async () => {
    const bench = await openConnected();
    bench.failNextEvent();
    bench.simulated.placeCall({ from: '+12125550143', to: '+12125550100' });
    await vi.waitFor(() => expect(bench.log.lines.map((line) => line.level)).toEqual(['error']));
    await hearsCalls(bench);
    expect(JSON.stringify(bench.log.lines)).not.toContain('2125550143');
  });

  it.each(['dropWebSockets', 'closeWebSockets'] as const)(
    'given a link (%s), when it is back, then each change was told once and calls are heard',
    async (fault) => {
      const bench = await openConnected();
      bench.simulated.ari.faults[fault]();
      await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
      await comesUp(bench);
      expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'up', 'down', 'up']);
      await hearsCalls(bench);
    },
  );

  it('given an Asterisk away for an hour, when it is back, then the link comes up: tries have no end', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.onRequest(() => ({ kind: 'reset' }));
    bench.simulated.ari.faults.dropWebSockets();
    await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
    const tries = () => bench.simulated.ari.requests.length;
    for (let n = 0; n < 15; n += 1) {
      const before = tries();
      await bench.clock.advance(30_000);
      await vi.waitFor(() => expect(tries()).toBeGreaterThan(before));
    }
    bench.simulated.ari.faults.onRequest(() => null);
    await vi.waitFor(async () => {
      await bench.clock.advance(30_000);
      expect(bench.pbx.state).toBe('up');
    });
    await hearsCalls(bench);
  });

  it('given a dead network, when pings stay unanswered, then the link is taken for lost', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.mutePongs();
    await bench.clock.advance(15_000);
    await vi.waitFor(() => expect(bench.links.at(-1)?.why).toMatch(/stopped answering pings/));
  });

  it('given a healthy link, when a minute passes at one leap, then it stays up', async () => {
    const bench = await openConnected();
    await bench.clock.advance(60_000);
    await hearsCalls(bench);
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'up']);
  });

  it('given somebody who takes the name, when they stay, then we wait and do not fight; when they go, we are back', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.replaceApplication('textback');
    await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
    expect(bench.links.at(-1)?.why).toBe(
      "another textback has connected to this Asterisk as application 'textback' and gets its calls: stop one of the two, or give one another app name",
    );
    const connects = holdApplication(bench);
    await waits(bench, 4);
    expect(connects()).toEqual([]);

    bench.simulated.ari.faults.onRequest(() => null);
    await vi.waitFor(async () => {
      await bench.clock.advance(30_000);
      expect(bench.pbx.state).toBe('up');
    });
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'up', 'down', 'up']);
    expect(bench.held).toEqual([]);
  });

  it('given another textback that has the name and lives, when we start, then we are refused, and never connect beside it', async () => {
    const bench = await openAriBench();
    const connects = holdApplication(bench);
    const stop = liveElsewhere(bench);
    bench.pbx.start();
    await vi.waitFor(async () => {
      await bench.clock.advance(1_000);
      expect(bench.held).toHaveLength(1);
    });
    expect(bench.held[0]).toBe(
      "another textback, on warehouse, has connected to this Asterisk as application 'textback' and gets its calls: stop one of the two, or give one another app name",
    );
    expect(bench.links.at(-1)).toEqual({ state: 'down', why: bench.held[0] });
    await waits(bench, 4);
    expect(connects()).toEqual([]);
    stop();
  });

  it.each([
    ['by our own connection of before', 'ours office 1'],
    ['by somebody who leaves no name', ''],
  ])('given the name is in use %s, when we start, then we take it back at once', async (_, holder) => {
    const bench = await openAriBench();
    bench.simulated.ari.variables.set('TEXTBACK_HOLDER_textback', holder);
    holdApplication(bench);
    bench.pbx.start();
    await vi.waitFor(() => expect(bench.pbx.state).toBe('up'));
    expect(bench.held).toEqual([]);
    expect(bench.simulated.ari.variables.get('TEXTBACK_HOLDER_textback')).toMatch(/^ours office \d+$/);
  });

  it('given a name that another left behind when it crashed, when we start, then we have waited in vain for it, and connect', async () => {
    const bench = await openAriBench();
    bench.simulated.ari.variables.set('TEXTBACK_HOLDER_textback', 'theirs warehouse 1');
    holdApplication(bench);
    bench.pbx.start();
    await comesUp(bench);
    expect(bench.held).toEqual([]);
  });

  it('given another textback came while our link was lost, when we try again, then we wait until it is gone', async () => {
    const bench = await openConnected();
    bench.simulated.ari.faults.dropWebSockets();
    await vi.waitFor(() => expect(bench.pbx.state).toBe('down'));
    const connects = holdApplication(bench);
    const stop = liveElsewhere(bench);
    await vi.waitFor(async () => {
      await bench.clock.advance(1_000);
      expect(bench.links.at(-1)?.why).toMatch(/^another textback, on warehouse, has/);
    });
    expect(bench.held).toEqual([]);
    expect(connects()).toEqual([]);
    stop();
    await vi.waitFor(async () => {
      await bench.clock.advance(10_000);
      expect(bench.pbx.state).toBe('up');
    });
  });

  it('given a link, when it is up, then our name is kept alive; when it is stopped, then no more', async () => {
    const bench = await openConnected();
    const name = () => bench.simulated.ari.variables.get('TEXTBACK_HOLDER_textback');
    const first = name();
    await bench.clock.advance(3_000);
    await vi.waitFor(() => expect(name()).not.toBe(first));
    await bench.pbx.stop();
    const last = name();
    await bench.clock.advance(30_000);
    expect(name()).toBe(last);
  });

  it('given a channel that the dialplan sent in without a number, when it arrives, then it goes back to the dialplan', async () => {
    const bench = await openConnected();
    const call = bench.simulated.placeCall({
      from: '+12125550142',
      to: '+12125550100',
      args: ['something-else'],
    });
    await vi.waitFor(() => expect(call.heard).toMatchObject([{ what: 'fallback' }]));
    expect(bench.events).not.toContainEqual(expect.objectContaining({ type: 'caller-arrived' }));
  });

  it('given a link, when it is stopped, then nothing of it is left', async () => {
    const bench = await openConnected();
    await bench.pbx.stop();
    await vi.waitFor(() => expect(bench.simulated.ari.apps.size).toBe(0));
    const before = bench.simulated.ari.requests.length;
    await bench.clock.advance(600_000);
    expect(bench.simulated.ari.requests).toHaveLength(before);
    expect(bench.clock.waiting).toBe(0);
    expect(bench.links.at(-1)).toEqual({ state: 'down', why: 'stopped' });
  });
});
