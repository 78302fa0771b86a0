import { backoffMs } from '../core/backoff.ts';
import type { Millis } from '../core/clock.ts';
import type { Ami, AmiAction, AmiFields, AmiListeners, AmiResponse, DatabaseEntry } from './ami.ts';
import {
  type AmiConnection,
  type AmiEventFilter,
  type AmiOptions,
  openAmiConnection,
} from './ami-connection.ts';
import type { AdapterParts } from './ari-pbx.ts';
import { setDeadline } from './deadline.ts';
import { createLinkState } from './link-state.ts';
import { sleep } from './sleep.ts';

export type { AmiOptions } from './ami-connection.ts';

const BACKOFF = { baseMs: 500, capMs: 30_000 };
/** A link that lasted this long starts its back-off anew; one that keeps falling at once does not. */
const STEADY_MS: Millis = 10_000;
const PING_EVERY_MS: Millis = 15_000;
/** Asterisk loads its modules meanwhile; commands before that meet half a PBX. */
const BOOT_WITHIN_MS: Millis = 60_000;

/**
 * AMI as an observer: AstDB and the few events asked for. asterisk-manager behind deadlines, a watchdog and
 * reconnection without end. Secrets and values are never logged.
 */
export function createAmiLink(options: AmiOptions, listeners: AmiListeners, parts: AdapterParts): Ami {
  const { clock, log, random } = parts;
  const link = createLinkState(listeners.onLink, log);
  const wanted = new Set(options.events.map((event) => nameOf(event).toLowerCase()));
  let connection: AmiConnection | null = null;
  const stopping = new AbortController();
  const { signal } = stopping;
  let started = false;

  async function keepConnected(): Promise<void> {
    for (let failures = 0; !signal.aborted; ) {
      const since = clock.now();
      const why = await connectAndStay();
      if (signal.aborted) return;
      failures = clock.now() - since >= STEADY_MS ? 0 : failures + 1;
      link.set('down', why);
      await sleep(clock, backoffMs(Math.max(0, failures - 1), random(), BACKOFF), signal);
    }
  }

  /** Resolves with the reason once the connection is over. */
  async function connectAndStay(): Promise<string> {
    const { promise: lost, resolve: onLost } = Promise.withResolvers<string>();
    const { promise: booted, resolve: onBooted } = Promise.withResolvers<null>();
    const onEvent = (event: AmiFields) => {
      const name = event['event']?.toLowerCase() ?? '';
      if (name === 'fullybooted') onBooted(null);
      if (wanted.has(name)) listeners.onEvent(event);
    };
    let cancelPing = () => {};
    // A connection that we end ourselves says nothing; without this the next ping would keep the process up.
    const onAbort = () => onLost('stopped');
    signal.addEventListener('abort', onAbort);
    try {
      const opened = await openAmiConnection(options, { onEvent, onLost }, { clock, log, signal });
      connection = opened;
      const refused = (await logIn(opened, options)) ?? (await Promise.race([awaitBoot(booted), lost]));
      if (refused !== null) return refused;
      const unfiltered = await subscribe(opened, options.events);
      if (unfiltered !== null) return unfiltered;
      if (signal.aborted) return 'stopped';
      link.set('up', `connected to Asterisk's AMI at ${options.host}:${options.port}`);
      cancelPing = keepPinging(opened, onLost);
      return await lost;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      signal.removeEventListener('abort', onAbort);
      cancelPing();
      connection?.close();
      connection = null;
    }
  }

  /** `null` once booted. */
  async function awaitBoot(booted: Promise<null>): Promise<string | null> {
    const { promise: late, resolve } = Promise.withResolvers<string>();
    const cancel = setDeadline(clock, BOOT_WITHIN_MS, () =>
      resolve(
        `Asterisk did not say that it is fully booted within ${BOOT_WITHIN_MS / 1000} s: give the AMI user read = system in manager.conf, or see Asterisk's log`,
      ),
    );
    try {
      return await Promise.race([booted, late]);
    } finally {
      cancel();
    }
  }

  function keepPinging(opened: AmiConnection, onLost: (why: string) => void): () => void {
    let cancel = () => {};
    const again = () => {
      cancel = clock.setTimer(clock.now() + PING_EVERY_MS, async () => {
        const pong = await opened.action({ Action: 'Ping' });
        if (pong.kind === 'lost') onLost('Asterisk stopped answering pings on AMI');
        else again();
      });
    };
    again();
    return () => cancel();
  }

  async function action(request: AmiAction): Promise<AmiResponse> {
    if (connection === null || link.state !== 'up')
      return { kind: 'lost', why: 'not connected to Asterisk (AMI)' };
    return await connection.action(request);
  }

  return {
    get state() {
      return link.state;
    },
    start() {
      if (started) return;
      started = true;
      link.set('connecting', `connecting to Asterisk's AMI at ${options.host}:${options.port}`);
      void keepConnected();
    },
    action,
    dbPut: (family, key, value) => action({ Action: 'DBPut', Family: family, Key: key, Val: value }),
    async dbDel(family, key) {
      const response = await action({ Action: 'DBDel', Family: family, Key: key });
      if (response.kind !== 'refused') return response;
      // Asterisk says no more than "could not be deleted" when there is nothing to delete.
      const found = await action({ Action: 'DBGet', Family: family, Key: key });
      const isAbsent = found.kind === 'refused' && /not found/i.test(found.why);
      return isAbsent ? { kind: 'ok', fields: {}, events: [] } : response;
    },
    async dbGetTree(family) {
      const response = await action({ Action: 'DBGetTree', Family: family });
      // What Asterisk calls a family without a single entry.
      if (response.kind === 'refused' && /not found/i.test(response.why)) return [];
      if (response.kind !== 'ok') throw new Error(`cannot read AstDB: ${response.why}`);
      return readEntries(response.events, family);
    },
    async stop() {
      stopping.abort();
      link.set('down', 'stopped');
    },
  };
}

/** `null` when let in. */
export async function logIn(opened: AmiConnection, { host, port, user }: AmiOptions): Promise<string | null> {
  const answer = await opened.action({ Action: 'Login' });
  if (answer.kind === 'ok') return null;
  return answer.kind === 'lost'
    ? `no answer to the login at ${host}:${port}: ${answer.why}`
    : `AMI refused user '${user}' at ${host}:${port} (${answer.why}): check ami_user and ami_password_file, and that the user is in manager.conf with a permit for this machine`;
}

/**
 * Lets through only the events wanted: unfiltered, a busy PBX sends hundreds a second. asterisk-manager's login writes
 * `Event:` where Asterisk reads `Events:`, so the mask is set by an action of its own. `null` when all is set.
 */
async function subscribe(opened: AmiConnection, events: readonly AmiEventFilter[]): Promise<string | null> {
  for (const event of events) {
    const also = typeof event === 'string' ? '' : `.*${event.holding}`;
    const answer = await opened.action({
      Action: 'Filter',
      Operation: 'Add',
      Filter: `^Event: ${nameOf(event)}[^A-Za-z]${also}`,
    });
    if (answer.kind === 'lost') return answer.why;
    if (answer.kind === 'refused') {
      return `AMI refused to filter events (${answer.why}): give the user write = system in manager.conf`;
    }
  }
  const mask = await opened.action({ Action: 'Events', EventMask: events.length === 0 ? 'off' : 'on' });
  return mask.kind === 'lost' ? mask.why : null;
}

function nameOf(event: AmiEventFilter): string {
  return typeof event === 'string' ? event : event.name;
}

/** The entries of a family, as `DBGetTree` lists them. */
export function readEntries(events: readonly AmiFields[], family: string): readonly DatabaseEntry[] {
  const prefix = `/${family}/`;
  return events.flatMap((event) => {
    const key = event['key'] ?? '';
    return key.startsWith(prefix) ? [{ key: key.slice(prefix.length), value: event['val'] ?? '' }] : [];
  });
}
