// What sends webhooks as a process of its own, to be killed: the loop on a database.
import { createLog } from '../../src/log.ts';
import { createWebhookLoop } from '../../src/loops/webhooks.ts';
import { createWebhookSender } from '../../src/notifiers/webhook-sender.ts';
import { openStore } from '../../src/store/open-store.ts';
import { systemClock } from '../../src/system-clock.ts';

const [path = ''] = process.argv.slice(2);
const log = createLog({ level: 'error', redact: false });
createWebhookLoop({
  ...{ store: openStore(path), sender: createWebhookSender(systemClock), clock: systemClock, log },
  random: Math.random,
}).start();
process.stdout.write('up\n');
