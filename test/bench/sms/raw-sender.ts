// npm smpp and nothing else: no database, no rules, no second try. What the wire and the SMPP server allow.
import { createRequire } from 'node:module';
import { runWhenTold } from './run-when-told.ts';
import { BODY, recipient, SENDER } from './sms-round.ts';

interface Pdu {
  readonly command_status: number;
  response(): Pdu;
}
interface Session {
  bind_transceiver(fields: object, done: (pdu: Pdu) => void): void;
  submit_sm(fields: object, done: (pdu: Pdu) => void): void;
  send(pdu: Pdu): void;
  on(event: 'deliver_sm', take: (pdu: Pdu) => void): void;
  on(event: 'error', fail: (error: Error) => void): void;
  close(): void;
}
/** Of npm smpp 0.5.1, which has no types. */
const smpp: { connect(where: object, connected: () => void): Session } = createRequire(import.meta.url)(
  'smpp',
);

const INTERNATIONAL = {
  source_addr_ton: 1,
  source_addr_npi: 1,
  dest_addr_ton: 1,
  dest_addr_npi: 1,
} as const;

await runWhenTold(async ({ smppPort, window, texts }) => {
  const session = await new Promise<Session>((resolve) => {
    const opened = smpp.connect({ host: '127.0.0.1', port: smppPort }, () => resolve(opened));
  });
  session.on('error', (error) => {
    throw error;
  });
  await new Promise((resolve) =>
    session.bind_transceiver({ system_id: 'acme', password: 'secret' }, resolve),
  );
  return {
    run: () =>
      new Promise((resolve) => {
        let sent = 0;
        let receipts = 0;
        session.on('deliver_sm', (pdu) => {
          session.send(pdu.response());
          receipts += 1;
          if (receipts === texts) resolve();
        });
        const sendNext = () => {
          if (sent === texts) return;
          const to = recipient(sent).slice(1);
          sent += 1;
          const fields = { source_addr: SENDER.slice(1), destination_addr: to, short_message: BODY };
          session.submit_sm({ ...INTERNATIONAL, ...fields, registered_delivery: 1 }, (answer) => {
            if (answer.command_status !== 0) throw new Error(`refused with ${answer.command_status}`);
            sendNext();
          });
        };
        for (let place = 0; place < window; place += 1) sendNext();
      }),
    async stop() {
      session.close();
    },
  };
});
