import { addLine } from '../../src/services/add-line.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { business, CUSTOMER, LINE } from '../fakes/service-bench.ts';
import type { WebBench } from '../fakes/web-bench.ts';

/** Words of customers and staff are in Spanish, so that English on a Spanish page is the page's own. */
const QUESTION = 'Se descompuso el aire acondicionado. ¿Puede venir alguien hoy? Calle Roble 14.';
const SECOND_LINE = {
  number: '+12125550101',
  settings: { name: 'Taller Norte', forward: '+12125550198' },
  dryRun: false,
};
const MESSAGE = 'Le habla {{business_name}}. Perdón por no contestar: ¿en qué le ayudamos?';

const PASSKEY = {
  ...{ userId: 1, credentialId: 'Y3I', publicKey: 'cGs', signCount: 0, transports: 'internal' },
  ...{ name: 'Teléfono azul', createdAt: 1, lastUsedAt: null },
};

/** Fills an office with all that pages show, as people and callers do it. Returns a call that was missed, and one taken. */
export async function fillOffice(
  bench: WebBench,
): Promise<{ readonly missed: number; readonly taken: number }> {
  const { services, store } = bench;
  const owner = bench.signedIn(bench.addUser('Olga', 'owner'));
  const number = (n: number) => `+12125550${n}`;
  services.topUp(100);
  store.transact('progress', (tx) =>
    tx.signIn.setPassword({ userId: 1, hash: '$scrypt$', changedAt: 1, temporaryUntil: null }),
  );
  store.transact('progress', (tx) => tx.passkeys.add(PASSKEY));
  services.setLine({ message: MESSAGE });
  const missed = await services.missCall();
  await services.missCall(number(124), 12, 'abandoned');
  await services.missCall(number(125), 1, 'abandoned');
  const taken = await services.answerCall(number(126));
  services.optOut(number(127));
  await services.missCall(number(127));
  await services.missCall('');
  replyFrom(store, CUSTOMER, LINE, QUESTION, Date.now() - 3_600_000);
  replyFrom(store, number(128), LINE, '¿Cuánto cuesta una revisión?', Date.now());
  replyFrom(store, number(129), LINE, 'STOP', Date.now());
  await owner.post('/inbox/1/name', { value: 'Carmen García' });
  await owner.post('/inbox/1/assign', { value: 'Maria' });
  await owner.post('/inbox/1/stage', { value: 'Booked' });
  await owner.post('/inbox/1/tag', { value: 'vip' });
  await owner.post('/inbox/1/note', { body: 'Caldera de 2014, patio trasero' });
  await owner.post('/inbox/1/reply', { text: 'Llegamos a las 2.' });
  await owner.post('/leads/1/merge', { value: number(124) });
  await owner.post('/settings/blocked/add', { number: number(177), note: 'vendedor' });
  await owner.post('/settings/webhooks/add', {
    name: 'n8n',
    url: 'https://n8n.acme.example/',
    events: 'lead.*',
  });
  addLine(store, SECOND_LINE, business, 'user:Olga', Date.now());
  keepCallsOut(bench);
  return { missed, taken };
}

function keepCallsOut({ store }: WebBench): void {
  const at = Date.now() - 60_000;
  const call = {
    extension: 'PJSIP/100',
    dialledRaw: CUSTOMER,
    dialledNumber: CUSTOMER,
    leadId: 1,
    dialedAt: at,
  };
  store.transact('promised', (tx) => {
    const reached = tx.outboundCalls.add({ ...call, linkedId: '17.1' });
    tx.outboundCalls.change(reached.id, {
      result: 'connected',
      connectedAt: at + 6_000,
      endedAt: at + 50_000,
    });
    const missed = tx.outboundCalls.add({ ...call, linkedId: '17.2', leadId: null });
    tx.outboundCalls.change(missed.id, { result: 'no-answer', endedAt: at + 20_000 });
  });
}
