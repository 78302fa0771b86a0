import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { AppParts } from './app/app-parts.ts';
import { atMost } from './app/at-most.ts';
import { carrierEvents, createGateway, type GatewayOptions, publishLink } from './app/carrier.ts';
import { createFigures, timed } from './app/figures.ts';
import { type DaemonHealth, watchHealth } from './app/health.ts';
import { createHttp, type HttpOptions } from './app/http.ts';
import { watchLinks } from './app/links.ts';
import { type AlertOptions, createNotifiers, createPushSetup } from './app/notifiers.ts';
import { CHANNEL_EVENTS, readChannelEvent } from './asterisk/ami-channel-events.ts';
import type { AmiOptions } from './asterisk/ami-connection.ts';
import { createAmiLink } from './asterisk/ami-link.ts';
import { type AriOptions, createAriPbx } from './asterisk/ari-pbx.ts';
import { createChannelSource } from './asterisk/channel-source.ts';
import { createSipTexts } from './asterisk/sip-texts.ts';
import { createDialplanDrains } from './loops/dialplan-drains.ts';
import { createFallbackLoop } from './loops/fallbacks.ts';
import { createNoticeLoop } from './loops/notices.ts';
import { createOutboxLoop } from './loops/outbox.ts';
import { createResponseLoop } from './loops/responses.ts';
import { createRetention } from './loops/retention.ts';
import { createSchedule } from './loops/schedule.ts';
import { createWebhookLoop } from './loops/webhooks.ts';
import { createWebhookSender } from './notifiers/webhook-sender.ts';
import type { Business } from './services/business.ts';
import { type CallDriver, createCallDriver } from './services/drive-calls.ts';
import { publishGateways } from './services/gateway-health.ts';
import { identifyInstallation } from './services/identify-installation.ts';
import { createCallWatcher } from './services/watch-calls.ts';
import { acquireDaemonLock, type DaemonLock } from './store/daemon-lock.ts';
import { openStore, StoreError } from './store/open-store.ts';

export interface AppOptions {
  readonly databasePath: string;
  readonly business: Business;
  readonly dialTemplate: string;
  /** Contexts of the dialplan that only the business's own phones dial into. */
  readonly internalContexts: readonly string[];
  /** The folder with `press-1` and the like, as Asterisk sees it. */
  readonly sounds: string;
  readonly ari: AriOptions;
  readonly ami: Omit<AmiOptions, 'events'>;
  /** In order of preference; at least one. */
  readonly gateways: readonly GatewayOptions[];
  readonly alerts: AlertOptions;
  readonly http: HttpOptions;
}

/** How long texts and commands under way may take to be answered at a stop. */
const STOP_GRACE_MS = 5_000;

/** The whole daemon, running. */
export interface App {
  /** Resolves once, when Asterisk and the carrier have all been reached. */
  readonly ready: Promise<void>;
  /** Resolves, with what to do, where another textback has Asterisk's calls already: this one is of no use then. */
  readonly refused: Promise<string>;
  readonly health: DaemonHealth;
  /** Takes no new call, lets what is under way finish, unbinds, closes. The order is the start's, reversed. */
  stop(): Promise<void>;
}

/**
 * The composition root: the only place that knows every part.
 * @throws StoreError when the database cannot be used or another daemon uses it; everything else is retried forever, and said
 */
export function startApp(options: AppOptions, parts: AppParts): App {
  const { clock, log, random } = parts;
  const { business, dialTemplate, sounds } = options;
  // Before the database: while it is restored, another file takes its place.
  const lock = lockDatabase(options.databasePath);
  const gatewayNames = options.gateways.map(({ name }) => name);
  const metrics = createFigures(() => store, gatewayNames, clock);
  const { tell } = metrics;
  const store = timed(openStore(options.databasePath), tell);
  const installation = identifyInstallation(store, randomUUID(), clock.now());
  const { promise: refused, resolve: refuse } = Promise.withResolvers<string>();
  const links = watchLinks(parts, tell);
  const texts = createSipTexts({ pbx: () => pbx, ami: () => ami }, log);
  const routes = options.gateways.map((each) => ({
    gateway: createGateway(each, texts, parts),
    failoverAfterMs: each.failoverAfterMs,
  }));
  const outbox = createOutboxLoop({ store, routes, clock, log, random, tell });
  let driver: CallDriver | null = null;
  const pbx = createAriPbx(
    { ...options.ari, holder: { installation, host: hostname() } },
    {
      onHeld: refuse,
      onEvent: (event) => driver?.onEvent(event),
      onLink(state, why) {
        links.changed('ARI', state, why);
        driver?.onLink(state);
        texts.onAriLink(state, why);
      },
    },
    parts,
  );
  driver = createCallDriver({
    store,
    pbx,
    clock,
    log,
    business,
    dialTemplate,
    sounds,
    onQueued: outbox.wake,
    tell,
  });
  const ami = createAmiLink(
    { ...options.ami, events: ['UserEvent', ...CHANNEL_EVENTS] },
    {
      onEvent(event) {
        texts.onAmiEvent(event);
        drains.onAmiEvent(event);
        const ofChannel = readChannelEvent(event);
        if (ofChannel !== null) watcher.onEvent(ofChannel);
      },
      onLink(state, why) {
        links.changed('AMI', state, why);
        if (state === 'up') {
          fallbackLoop.onAmiUp();
          drains.onAmiUp();
        }
        watcher.onLink(state);
        texts.onAmiLink(state);
      },
    },
    parts,
  );
  const watcher = createCallWatcher({
    store,
    source: createChannelSource(ami),
    clock,
    log,
    business,
    internalContexts: options.internalContexts,
    onQueued: outbox.wake,
    tell,
  });
  const fallbackLoop = createFallbackLoop({ store, ami, dialTemplate, business, clock, log });
  const drains = createDialplanDrains({
    store,
    ami,
    clock,
    log,
    business,
    dialTemplate,
    onQueued: outbox.wake,
    tell,
  });
  const responseLoop = createResponseLoop({ store, business, clock, log });
  const schedule = createSchedule({ store, clock, log, business, links: links.view, tell });
  const retention = createRetention({ store, clock, log, business });
  const noticeLoop = createNoticeLoop({
    store,
    notifiers: createNotifiers(options.alerts, store, clock),
    clock,
    log,
  });
  const webhookLoop = createWebhookLoop({ store, sender: createWebhookSender(clock), clock, log, random });
  const { databasePath } = options;
  const { pulse, health, pages } = watchHealth({ store, databasePath, outbox, links: links.view, clock });
  const http = createHttp(options.http, {
    ...parts,
    ...{
      store,
      business,
      metrics,
      health: pages,
      push: createPushSetup(options.alerts, store, clock),
      onQueued: outbox.wake,
      databasePath,
    },
    ...{ ari: options.ari, ami: options.ami },
  });

  const gateways = routes.map(({ gateway }) => gateway);
  publishGateways(store, gateways, clock.now());
  for (const gateway of gateways) {
    gateway.start({
      ...carrierEvents(store, gateway, business, { onQueued: outbox.wake, tell }, parts),
      onLink(state, why) {
        // One that is up is enough to send; the others are there for its sake.
        const isAnyUp = state === 'up' || gateways.some((each) => each.state === 'up');
        links.changed('carrier', isAnyUp ? 'up' : state, why);
        tell({ type: 'gateway-changed', gateway: gateway.name, isUp: state === 'up' });
        publishLink(store, gateway.name, state, why, parts);
        // One that is down lets what waits for it move on.
        outbox.wake();
      },
    });
  }
  driver.settleOwed();
  outbox.start();
  pulse.start();
  pbx.start();
  ami.start();
  fallbackLoop.start();
  drains.start();
  noticeLoop.start();
  webhookLoop.start();
  responseLoop.start();
  schedule.start();
  retention.start();
  http.start();

  return {
    ready: links.allUp,
    refused,
    health,
    async stop() {
      links.stopping();
      await http.stop();
      await schedule.stop();
      await retention.stop();
      responseLoop.stop();
      fallbackLoop.stop();
      watcher.stop();
      pulse.stop();
      const texts = outbox.stop();
      const drained = [drains.stop(), noticeLoop.stop(), webhookLoop.stop()];
      await atMost(clock, STOP_GRACE_MS, Promise.all([driver.stop(), ...drained, texts]));
      await Promise.all([pbx.stop(), ami.stop()]);
      // Whatever the carrier has still not answered settles as unknown, and is kept as such.
      await Promise.all(gateways.map((gateway) => gateway.stop(STOP_GRACE_MS)));
      await texts;
      store.close();
      lock.release();
    },
  };
}

function lockDatabase(path: string): DaemonLock {
  const lock = acquireDaemonLock(path);
  if (lock !== null) return lock;
  throw new StoreError({
    problem: `Another textback runs on the database ${path}, or a backup is being restored into it.`,
    remedy: 'Stop that one first (systemctl stop textback), or give this one a database of its own.',
  });
}
