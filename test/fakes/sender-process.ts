// The sending half of the daemon as a process of its own, to be killed: the outbox on a database, and one carrier.
import { createSmppGateway } from '../../src/gateways/smpp-gateway.ts';
import { createLog } from '../../src/log.ts';
import { createOutboxLoop } from '../../src/loops/outbox.ts';
import { openStore } from '../../src/store/open-store.ts';
import { systemClock } from '../../src/system-clock.ts';

const [path = '', port = '', window = ''] = process.argv.slice(2);
const log = createLog({ level: 'error', redact: false });
const parts = { clock: systemClock, log, random: Math.random };
const store = openStore(path);
const gateway = createSmppGateway(
  {
    name: 'carrier',
    host: '127.0.0.1',
    port: Number(port),
    systemId: 'acme',
    password: 'secret',
    window: Number(window),
  },
  parts,
);
const outbox = createOutboxLoop({
  ...parts,
  tell() {},
  store,
  routes: [{ gateway, failoverAfterMs: 10_000 }],
});
outbox.start();
gateway.start({
  onInbound: () => {},
  onReceipt: () => {},
  onLink(state) {
    process.stdout.write(`${state}\n`);
    outbox.wake();
  },
});
