// Kannel's client: HTTP in over a few lasting connections, and the server that its receipt callbacks go to.
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { KANNEL_USER, startKannel } from './kannel.ts';
import { runWhenTold } from './run-when-told.ts';
import { BODY, CALLERS, recipient, SENDER } from './sms-round.ts';

/** Of the guide: 1 is delivered, 2 is not. */
const RECEIPTS = '3';

await runWhenTold(async (round) => {
  const root = process.argv[3] ?? '';
  const kannel = await startKannel(root, round);
  const { promise: over, resolve: isOver } = Promise.withResolvers<void>();
  const receipts = new Set<string>();
  const callbacks = createServer((request, response) => {
    receipts.add(request.url ?? '');
    response.end();
    if (receipts.size === round.texts) isOver();
  });
  callbacks.keepAliveTimeout = 60_000;
  callbacks.listen(0, '127.0.0.1');
  await once(callbacks, 'listening');
  const address = callbacks.address();
  if (address === null || typeof address === 'string') throw new Error('no port for callbacks');
  const { port } = address;
  const agent = new Agent({ keepAlive: true, maxSockets: CALLERS });

  async function send(n: number): Promise<void> {
    const query = new URLSearchParams({
      ...KANNEL_USER,
      from: SENDER.slice(1),
      to: recipient(n).slice(1),
      text: BODY,
      'dlr-mask': RECEIPTS,
      'dlr-url': `http://127.0.0.1:${port}/${n}`,
    });
    const path = `/cgi-bin/sendsms?${query}`;
    const request = get({ host: '127.0.0.1', port: kannel.sendPort, agent, path });
    const [response] = await once(request, 'response');
    response.resume();
    await once(response, 'end');
    if (response.statusCode !== 202) throw new Error(`Kannel refused a text with ${response.statusCode}`);
  }

  return {
    async run() {
      let next = 0;
      const client = async () => {
        while (next < round.texts) {
          next += 1;
          await send(next - 1);
        }
      };
      await Promise.all([over, ...Array.from({ length: CALLERS }, client)]);
    },
    async stop() {
      agent.destroy();
      callbacks.closeAllConnections();
      callbacks.close();
      await kannel[Symbol.asyncDispose]();
    },
  };
});
