// The SMPP server of src/demo as a process of its own, driven by JSON lines: see smpp-protocol.ts.
import { createInterface } from 'node:readline';
import { type SmppServer, startSmppServer } from '../../../src/demo/smpp-server.ts';
import type { SmppOrder, SmppProcessOptions, SmppReport } from './smpp-protocol.ts';

const report = (line: SmppReport): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

async function carryOut(server: SmppServer, order: SmppOrder): Promise<number | null> {
  switch (order.do) {
    case 'behave':
      server.behave(order.change);
      return null;
    case 'inbound':
      return server.sendInbound(order.inbound);
    case 'receipt':
      return server.sendReceipt(order.receipt);
    case 'unbind':
      await server.unbind();
      return null;
    case 'drop':
      server.drop();
      return null;
  }
}

const options: SmppProcessOptions = JSON.parse(process.argv[2] ?? '{}');
const server = await startSmppServer({
  ...options,
  onEvent(event) {
    if (options.quiet !== true || (event.event !== 'submit' && event.event !== 'answered')) report(event);
  },
});
report({ port: server.port });

const orders = createInterface({ input: process.stdin });
orders.on('line', (line) => {
  const order: SmppOrder = JSON.parse(line);
  carryOut(server, order).then(
    (status) => report({ event: 'done', seq: order.seq, status }),
    (error: unknown) => report({ event: 'done', seq: order.seq, status: null, error: String(error) }),
  );
});
// The test that started it is gone: leave nothing behind.
orders.on('close', () => process.exit(0));
