import { createServer as createHttpServer } from 'node:http';
import { createServer as createTcpServer, type Server } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type AmiBench, openAmiBench } from '../fakes/ami-bench.ts';

async function openConnected(given: Parameters<typeof openAmiBench>[0] = {}): Promise<AmiBench> {
  const bench = await openAmiBench(given);
  bench.ami.start();
  await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
  return bench;
}

async function reason(bench: AmiBench): Promise<string> {
  bench.ami.start();
  await vi.waitFor(() => expect(bench.ami.state).toBe('down'));
  return bench.links.at(-1)?.why ?? '';
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => void server.close(() => resolve())));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('AMI: commands', () => {
  it('given a link, when AstDB is written, read and cleared, then it holds just that', async () => {
    const { ami, simulated } = await openConnected();
    expect((await ami.dbPut('textback/fallback', '+12125550100', 'PJSIP/x@trunk,25')).kind).toBe('ok');
    expect((await ami.dbPut('textback/fallback', '12125550101', 'a: b: c')).kind).toBe('ok');
    expect((await ami.dbPut('textback/journal', '17.3', 'x|y')).kind).toBe('ok');
    expect(simulated.database.get('/textback/fallback/+12125550100')).toBe('PJSIP/x@trunk,25');
    expect(await ami.dbGetTree('textback/fallback')).toEqual([
      { key: '+12125550100', value: 'PJSIP/x@trunk,25' },
      { key: '12125550101', value: 'a: b: c' },
    ]);
    expect((await ami.dbDel('textback/fallback', '+12125550100')).kind).toBe('ok');
    expect((await ami.dbDel('textback/fallback', 'never-there')).kind).toBe('ok');
    expect((await ami.dbGetTree('textback/fallback')).map((entry) => entry.key)).toEqual(['12125550101']);
  });

  it('given an empty family, when it is read, then there is nothing and no error', async () => {
    const { ami } = await openConnected();
    expect(await ami.dbGetTree('textback/fallback')).toEqual([]);
  });

  it('given twenty actions at once, when they are answered, then each gets its own answer', async () => {
    const { ami } = await openConnected();
    for (let n = 0; n < 5; n += 1) await ami.dbPut(`family${n}`, 'key', `${n}`);
    const trees = await Promise.all(Array.from({ length: 20 }, (_, n) => ami.dbGetTree(`family${n % 5}`)));
    expect(trees.map((tree) => tree[0]?.value)).toEqual(Array.from({ length: 20 }, (_, n) => `${n % 5}`));
  });

  it('given an action that Asterisk does not know, when sent, then it is refused in Asterisk’s words', async () => {
    const { ami } = await openConnected();
    expect(await ami.action({ Action: 'Nonsense' })).toEqual({
      kind: 'refused',
      why: 'Invalid/unknown command',
    });
  });

  it.each(['x\r\nAction: Command\r\nCommand: core stop now', 'x\nAction: Originate', 'x\ry', 'x\u0000y'])(
    'given a value with a line break or NUL (%j), when it is to be sent, then it is refused and nothing is written',
    async (value) => {
      const { ami, simulated } = await openConnected();
      const before = simulated.actions.length;
      await expect(ami.dbPut('textback', 'key', value)).rejects.toThrow(/Val must not contain/);
      await expect(ami.dbPut('textback', value, 'value')).rejects.toThrow(/Key must not contain/);
      await ami.action({ Action: 'Ping' });
      expect(simulated.actions.slice(before).map((action) => action['action'])).toEqual(['Ping']);
    },
  );

  it('given a value that Asterisk would cut short, when it is to be sent, then it is refused', async () => {
    const { ami } = await openConnected();
    await expect(ami.dbPut('textback', 'key', 'x'.repeat(1_000))).rejects.toThrow(/longer than/);
  });

  it('given an Asterisk that does not answer, when an action is sent, then it is lost within its deadline', async () => {
    const { ami, clock, simulated } = await openConnected();
    simulated.faults.ignoreActions((action) => action['action'] === 'DBPut');
    const answer = ami.dbPut('textback', 'key', 'value');
    await clock.advance(5_000);
    expect(await answer).toEqual({ kind: 'lost', why: 'no answer from AMI' });
  });

  it('given actions under way, when the connection drops, then each of them settles as lost', async () => {
    const { ami, simulated } = await openConnected();
    simulated.faults.ignoreActions(() => true);
    const answers = [ami.dbPut('a', 'b', 'c'), ami.action({ Action: 'Ping' })];
    await vi.waitFor(() => expect(simulated.actions.at(-1)?.['action']).toBe('Ping'));
    simulated.faults.dropConnections();
    expect((await Promise.all(answers)).map((answer) => answer.kind)).toEqual(['lost', 'lost']);
  });

  it('given a link that is down, when an action is asked for, then it is lost at once', async () => {
    const { ami } = await openAmiBench();
    expect((await ami.action({ Action: 'Ping' })).kind).toBe('lost');
    await expect(ami.dbGetTree('textback')).rejects.toThrow('cannot read AstDB');
  });
});

describe('AMI: events', () => {
  const contact = { Event: 'ContactStatus', URI: 'sip:a', EndpointName: 'trunk', ContactStatus: 'Reachable' };

  it('given a login, when it is done, then only the events wanted are let through', async () => {
    const { ami, simulated, events } = await openConnected();
    const sent = simulated.actions.map(
      (action) => action['filter'] ?? action['eventmask'] ?? action['action'],
    );
    expect(sent).toEqual([
      'login',
      '^Event: ContactStatus[^A-Za-z]',
      '^Event: error[^A-Za-z]',
      '^Event: close[^A-Za-z]',
      'on',
    ]);
    simulated.sendEvent({ Event: 'Newchannel', Channel: 'x' });
    simulated.sendEvent(contact);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).toMatchObject({ event: 'ContactStatus', endpointname: 'trunk' });
    expect(ami.state).toBe('up');
  });

  it('given an event of which only some are wanted, when logged in, then the filter says which', async () => {
    const { simulated } = await openConnected({
      events: [{ name: 'Newexten', holding: '(Application: VoiceMail)' }],
    });
    const filters = simulated.actions.flatMap((action) => action['filter'] ?? []);
    expect(filters).toEqual(['^Event: Newexten[^A-Za-z].*(Application: VoiceMail)']);
  });

  it('given no events wanted, when logged in, then the stream is switched off', async () => {
    const { simulated } = await openConnected({ events: [] });
    expect(simulated.actions.at(-1)).toMatchObject({ action: 'Events', eventmask: 'off' });
  });

  it('given a header that repeats, when the event arrives, then every value is kept, as text', async () => {
    const { simulated, events } = await openConnected();
    simulated.faults.sendRaw(
      'Event: ContactStatus\r\nNote: a\r\nNote: b\r\nChanVariable: x=1\r\nconstructor: y\r\n\r\n',
    );
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).toMatchObject({ note: 'a\nb', chanvariable: 'x=1' });
  });

  it.each(['error', 'close'])(
    'given an event named %s, when it arrives, then it is an event and no failure',
    async (name) => {
      const { ami, simulated, events } = await openConnected();
      simulated.sendEvent({ Event: name, Detail: 'z' });
      await vi.waitFor(() => expect(events).toHaveLength(1));
      expect(ami.state).toBe('up');
      expect((await ami.action({ Action: 'Ping' })).kind).toBe('ok');
    },
  );

  it.each(['rawevent', 'connect', 'end', '__proto__'])(
    'given an event named %s, when it arrives, then the link goes on',
    async (name) => {
      const { ami, simulated, events } = await openConnected();
      simulated.sendEvent({ Event: name });
      simulated.sendEvent(contact);
      await vi.waitFor(() => expect(events).toHaveLength(1));
      expect((await ami.action({ Action: 'Ping' })).kind).toBe('ok');
    },
  );

  it('given a handler of ours that throws, when the next event comes, then it is heard', async () => {
    const bench = await openConnected();
    bench.failNextEvent();
    bench.simulated.sendEvent(contact);
    bench.simulated.sendEvent(contact);
    await vi.waitFor(() => expect(bench.events).toHaveLength(1));
    expect(bench.log.lines.map((line) => line.message)).toEqual(['Handling an AMI event failed']);
  });

  it('given half an event when the link drops, when it is back, then the half is forgotten', async () => {
    const { ami, clock, simulated, events } = await openConnected();
    simulated.faults.sendRaw('Event: ContactStatus\r\nURI: half');
    simulated.faults.dropConnections();
    await vi.waitFor(() => expect(ami.state).toBe('down'));
    await clock.advance(500);
    await vi.waitFor(() => expect(ami.state).toBe('up'));
    simulated.sendEvent(contact);
    await vi.waitFor(() => expect(events).toHaveLength(1));
    expect(events[0]).toMatchObject({ uri: 'sip:a' });
  });
});

describe('AMI: the link', () => {
  it('given a password that is wrong, when connecting, then the reason says what to check, and is told once', async () => {
    const bench = await openAmiBench({ password: 'wr0ng' });
    expect(await reason(bench)).toMatch(
      /AMI refused user 'textback' .*Authentication failed.*check ami_user and ami_password_file/,
    );
    for (let n = 0; n < 3; n += 1) {
      const logins = bench.simulated.actions.length;
      await bench.clock.advance(30_000);
      await vi.waitFor(() => expect(bench.simulated.actions.length).toBeGreaterThan(logins));
    }
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'down']);
    expect(JSON.stringify([bench.links, bench.log.lines])).not.toContain('wr0ng');
  });

  it('given a password set right later, when retried, then the link comes up', async () => {
    const bench = await openAmiBench();
    bench.simulated.faults.setPassword('other');
    await reason(bench);
    bench.simulated.faults.setPassword('s3cret');
    await bench.clock.advance(500);
    await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
  });

  it('given a closed port, when connecting, then the reason says that nothing listens there', async () => {
    const bench = await openAmiBench();
    await bench.simulated.stop();
    expect(await reason(bench)).toMatch(/^nothing listens at 127\.0\.0\.1:\d+: is Asterisk running/);
  });

  it('given a service that speaks first but is not AMI, when connecting, then the reason says so', async () => {
    const port = await listen(createTcpServer((socket) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n')));
    expect(await reason(await openAmiBench({ port }))).toMatch(/is not Asterisk's AMI \(it says "SSH-2\.0/);
  });

  it('given a web server on that port, when connecting, then the reason says so, and it never saw the secret', async () => {
    const seen: string[] = [];
    const server = createHttpServer();
    server.on('connection', (socket) => socket.on('data', (chunk) => seen.push(String(chunk))));
    const bench = await openAmiBench({ port: await listen(server) });
    bench.ami.start();
    await vi.waitFor(async () => {
      await bench.clock.advance(5_000);
      expect(bench.ami.state).toBe('down');
    });
    expect(bench.links.at(-1)?.why).toMatch(/nothing that greets as Asterisk's AMI/);
    expect(seen).toEqual([]);
  });

  it('given an Asterisk that never answers the login, when the deadline passes, then that is the reason', async () => {
    const bench = await openAmiBench();
    bench.simulated.faults.ignoreActions(() => true);
    bench.ami.start();
    await vi.waitFor(() => expect(bench.simulated.actions).toHaveLength(1));
    await bench.clock.advance(5_000);
    await vi.waitFor(() => expect(bench.links.at(-1)?.why).toMatch(/^no answer to the login/));
  });

  it('given an Asterisk still loading, when it has logged us in, then the link is up only once it is booted', async () => {
    const bench = await openAmiBench();
    bench.simulated.faults.setBooted(false);
    bench.ami.start();
    await vi.waitFor(() => expect(bench.simulated.actions).toHaveLength(1));
    expect(bench.ami.state).toBe('connecting');
    bench.simulated.sendEvent({ Event: 'FullyBooted' });
    await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
  });

  it('given a link that drops, when it is back, then each change is told once, and it works again', async () => {
    const bench = await openConnected();
    bench.simulated.faults.dropConnections();
    await vi.waitFor(() => expect(bench.ami.state).toBe('down'));
    await bench.clock.advance(500);
    await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'up', 'down', 'up']);
    expect((await bench.ami.dbPut('a', 'b', 'c')).kind).toBe('ok');
    expect(bench.simulated.connections).toBe(1);
  });

  it('given a dead network, when pings stay unanswered, then the link is taken for lost and made anew', async () => {
    const bench = await openConnected();
    bench.simulated.faults.ignoreActions((action) => action['action'] === 'Ping');
    await bench.clock.advance(15_000);
    await vi.waitFor(() => expect(bench.simulated.actions.at(-1)?.['action']).toBe('Ping'));
    await bench.clock.advance(5_000);
    await vi.waitFor(() => expect(bench.links.at(-1)?.why).toBe('Asterisk stopped answering pings on AMI'));
    await bench.clock.advance(500);
    await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
  });

  it('given pings that are answered, when hours pass, then the link stays', async () => {
    const bench = await openConnected();
    for (let n = 1; n <= 20; n += 1) {
      await bench.clock.advance(15_000);
      await vi.waitFor(() =>
        expect(bench.simulated.actions.filter((one) => one['action'] === 'Ping')).toHaveLength(n),
      );
      await vi.waitFor(() => expect(bench.clock.waiting).toBe(1));
    }
    expect(bench.links.map((link) => link.state)).toEqual(['connecting', 'up']);
  });

  it('given a message without end, when it passes the bound, then the connection is given up', async () => {
    const bench = await openConnected();
    const part = `X: ${'y'.repeat(64 * 1024)}`;
    for (let n = 0; n < 20; n += 1) bench.simulated.faults.sendRaw(part);
    await vi.waitFor(() => expect(bench.links.at(-1)?.why).toMatch(/sent a message without end/));
  });

  it('given a link, when it is stopped, then nothing of it is left', async () => {
    const bench = await openConnected();
    await bench.ami.stop();
    await vi.waitFor(() => expect(bench.simulated.connections).toBe(0));
    // A ping still to come would keep the process up until then.
    await vi.waitFor(() => expect(bench.clock.waiting).toBe(0));
    await bench.clock.advance(600_000);
    expect(bench.links.at(-1)).toEqual({ state: 'down', why: 'stopped' });
  });
});
