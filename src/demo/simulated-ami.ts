import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createAmiFacts } from './simulated-facts.ts';

export interface SimulatedAmiOptions {
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

/** Headers in the order in which they are written. */
export type AmiFields = Readonly<Record<string, string>>;

/** One action as received: lower-case keys; a repeated header keeps its last value. */
export type AmiAction = Readonly<Record<string, string>>;

export type SimulatedAmi = Awaited<ReturnType<typeof startSimulatedAmi>>;

const GREETING = 'Asterisk Call Manager/9.0.0\r\n';

/** Asterisk's manager interface: login, ping, AstDB and events, on a real port of 127.0.0.1. */
export async function startSimulatedAmi(options: SimulatedAmiOptions) {
  const sockets = new Set<Socket>();
  const actions: AmiAction[] = [];
  const database = new Map<string, string>();
  let password = options.password;
  let isSilent: (action: AmiAction) => boolean = () => false;
  let greeting: string | null = GREETING;
  let booted = true;
  let channels: readonly AmiFields[] = [];
  let bridges: readonly AmiFields[] = [];
  const variables = new Map<string, string>();
  const facts = createAmiFacts();

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.setEncoding('utf8');
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    if (greeting !== null) socket.write(greeting);
    let rest = '';
    socket.on('data', (chunk) => {
      const blocks = (rest + chunk).split('\r\n\r\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) handle(socket, readBlock(block));
    });
  });

  function handle(socket: Socket, action: AmiAction): void {
    actions.push(action);
    if (isSilent(action)) return;
    const reply = (fields: Readonly<Record<string, string>>) =>
      socket.write(writeBlock({ ...fields, ActionID: action['actionid'] ?? '' }));
    const succeed = (Message: string) => reply({ Response: 'Success', Message });
    const fail = (Message: string) => reply({ Response: 'Error', Message });
    const asked = action['action']?.toLowerCase() ?? '';
    if (facts.forbids(asked)) return void fail('Permission denied');
    const path = `/${action['family'] ?? ''}/${action['key'] ?? ''}`.replace(/\/$/, '');
    switch (asked) {
      case 'login':
        if (action['username'] !== options.user || action['secret'] !== password) {
          fail('Authentication failed');
          socket.end();
          return;
        }
        succeed('Authentication accepted');
        if (booted) socket.write(writeBlock({ Event: 'FullyBooted', Status: 'Fully Booted' }));
        return;
      case 'ping':
        return void reply({
          Response: 'Success',
          Ping: 'Pong',
          Timestamp: ((Date.now() + facts.clockAheadMs) / 1000).toFixed(6),
        });
      case 'listcommands':
        return void reply({
          Response: 'Success',
          ...Object.fromEntries([...facts.actions].map((name) => [name, 'What it does.  (Priv: <none>)'])),
        });
      case 'showdialplan': {
        if (action['context'] !== 'textback-call') return void fail('Did not find context');
        const AppData = `${facts.app},inbound,\${TEXTBACK_DID}`;
        return void replyList('ListDialplan', [{ Application: 'Stasis', AppData }], reply);
      }
      case 'pjsipshowregistrationsoutbound': {
        const items = [...facts.registrations].map(([ObjectName, Status]) => ({ ObjectName, Status }));
        return void replyList('OutboundRegistrationDetail', items, reply);
      }
      case 'dbput':
        database.set(path, action['val'] ?? '');
        return void succeed('Updated database successfully');
      case 'dbdel':
        return void (database.delete(path)
          ? succeed('Key deleted successfully')
          : fail('Database entry could not be deleted'));
      case 'dbget': {
        const Val = database.get(path);
        if (Val === undefined) return void fail('Database entry not found');
        reply({ Response: 'Success', EventList: 'start', Message: 'Result will follow' });
        reply({ Event: 'DBGetResponse', Family: action['family'] ?? '', Key: action['key'] ?? '', Val });
        return void reply({ Event: 'DBGetComplete', EventList: 'Complete', ListItems: '1' });
      }
      case 'dbgettree':
        reply({ Response: 'Success', EventList: 'start', Message: 'Result will follow' });
        for (const [Key, Val] of database) {
          if (Key.startsWith(`${path}/`)) reply({ Event: 'DBGetTreeResponse', Key, Val });
        }
        return void reply({ Event: 'DBGetTreeComplete', EventList: 'Complete' });
      case 'coreshowchannels':
        return void replyList('CoreShowChannel', channels, reply);
      case 'bridgelist':
        return void replyList('BridgeListItem', bridges, reply);
      case 'getvar': {
        const Variable = action['variable'] ?? '';
        const place = /^DIALPLAN_EXISTS\((.*)\)$/.exec(Variable)?.[1];
        if (place !== undefined)
          return void reply({ Response: 'Success', Variable, Value: facts.places.has(place) ? '1' : '0' });
        const Value = variables.get(`${action['channel']} ${Variable}`) ?? '';
        return void reply({ Response: 'Success', Variable, Value });
      }
      case 'filter':
      case 'events':
        return void succeed('Success');
      case 'logoff':
        reply({ Response: 'Goodbye' });
        socket.end();
        return;
      default:
        fail('Invalid/unknown command');
    }
  }

  await new Promise<void>((resolve) => server.listen(options.port, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    port,
    /** Every action received, in order; the secret is what the test set. */
    actions: actions as readonly AmiAction[],
    facts,
    /** AstDB, by `/family/key`. */
    database: database as ReadonlyMap<string, string>,
    get connections() {
      return sockets.size;
    },
    /** What it lists of channels and bridges, by the headers of `CoreShowChannel` and `BridgeListItem`. */
    setChannels(next: readonly AmiFields[], inBridges: readonly AmiFields[] = []): void {
      channels = next;
      bridges = inBridges;
    },
    setVariable(channel: string, variable: string, value: string): void {
      variables.set(`${channel} ${variable}`, value);
    },
    sendEvent(fields: Readonly<Record<string, string>>): void {
      for (const socket of sockets) socket.write(writeBlock(fields));
    },
    /** Fault hooks for tests. */
    faults: {
      setPassword(next: string): void {
        password = next;
      },
      /** `null`: says nothing. */
      setGreeting(next: string | null): void {
        greeting = next;
      },
      setBooted(next: boolean): void {
        booted = next;
      },
      /** Actions for which this is true get no answer. */
      ignoreActions(isIgnored: (action: AmiAction) => boolean): void {
        isSilent = isIgnored;
      },
      sendRaw(text: string): void {
        for (const socket of sockets) socket.write(text);
      },
      dropConnections(): void {
        for (const socket of sockets) socket.resetAndDestroy();
      },
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function replyList(Event: string, items: readonly AmiFields[], reply: (fields: AmiFields) => unknown): void {
  reply({ Response: 'Success', EventList: 'start', Message: 'A list will follow' });
  for (const item of items) reply({ Event, ...item });
  reply({ Event: `${Event}sComplete`, EventList: 'Complete', ListItems: String(items.length) });
}

function readBlock(block: string): AmiAction {
  const pairs = block.split('\r\n').map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return Object.fromEntries(pairs);
}

function writeBlock(fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([key, value]) => `${key}: ${value}\r\n`);
  return `${lines.join('')}\r\n`;
}
