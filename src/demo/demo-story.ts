import type { Millis } from '../core/clock.ts';
import { formatPhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow } from '../store/queries/calls.ts';
import type { MessageRow } from '../store/queries/messages.ts';
import { DEMO_CAST, DEMO_RING_SECONDS } from './demo-cast.ts';
import { DemoFailure } from './demo-failure.ts';
import type { DemoScreen } from './demo-screen.ts';
import type { DemoWatch } from './demo-watch.ts';
import type { SmppSubmit } from './smpp-behaviour.ts';
import type { SmppServer } from './smpp-server.ts';

export interface DemoScene {
  /** Only read: what is told comes from here and from the SMPP server, never from what ought to be. */
  readonly store: Store;
  readonly smpp: SmppServer;
  readonly watch: DemoWatch;
  readonly screen: DemoScreen;
  placeCall(): Promise<void>;
}

/** How long a step may take that does not wait for a person. */
const SOON_MS = 5_000;
const DELIVERY_MS = 10_000;

const number = (e164: string) => formatPhone(e164, DEMO_CAST.country);

/**
 * Places one call that nobody answers and tells what becomes of it, each thing once it is in the database
 * or at the SMPP server. Resolves with the time from the miss to the submit.
 * @throws DemoFailure naming what did not happen
 */
export async function tellMissedCall(scene: DemoScene): Promise<Millis> {
  const { store, smpp, screen } = scene;
  const creditsBefore = store.read((reader) => reader.credits.balance());
  const submitsBefore = smpp.submits().length;
  const call = await tellRinging(scene);
  const missed = await tellMiss(scene, call.id);
  tellLead(scene, missed.call);
  const message = textOf(store, call.id);
  const submit = await tellSubmit(scene, message, submitsBefore, missed.at);
  await tellCredit(scene, message, creditsBefore);
  await scene.watch.until('the receipt of the text', DELIVERY_MS, () => {
    const now = store.read((reader) => reader.messages.byId(message.id));
    if (now?.state !== 'delivered') return undefined;
    screen.tell(now.settledAt ?? Date.now(), "Delivered, says the carrier's receipt.");
    return true;
  });
  return submit.receivedAt - missed.at;
}

async function tellRinging({ store, watch, screen, placeCall }: DemoScene): Promise<CallRow> {
  const newest = () => store.read((reader) => reader.calls.newest(1)[0]?.id ?? 0);
  const before = newest();
  await placeCall();
  const call = await watch.until('the call to reach the daemon', SOON_MS, () => {
    const id = newest();
    return id > before ? store.read((reader) => reader.calls.byId(id)) : undefined;
  });
  const who = call.fromName === '' ? 'somebody' : call.fromName;
  const from = number(call.fromNumber ?? call.fromRaw);
  screen.tell(call.arrivedAt, `Call ${call.id} came in: ${who}, ${from}, dialled ${number(DEMO_CAST.line)}.`);
  const rung = await watch.until('the forward to ring', SOON_MS, () => {
    const [leg] = store.read((reader) => reader.calls.legsOf(call.id));
    return leg?.ringingAt == null ? undefined : { at: leg.ringingAt, label: leg.label };
  });
  screen.tell(
    rung.at,
    `Forward rings: ${number(rung.label)}. Nobody will pick up, for ${DEMO_RING_SECONDS} s.`,
  );
  return call;
}

/** Until the daemon has decided that the call is missed, and by our own timer. */
async function tellMiss(
  { store, watch, screen }: DemoScene,
  callId: number,
): Promise<{ readonly call: CallRow; readonly at: Millis }> {
  const withinMs = DEMO_RING_SECONDS * 1000 + SOON_MS;
  const call = await watch.until('the call to be missed', withinMs, () => {
    const row = store.read((reader) => reader.calls.byId(callId));
    return row === undefined || row.outcome === null ? undefined : row;
  });
  const { outcome, finishedAt } = call;
  if (outcome !== 'no-answer' || finishedAt === null) {
    throw new DemoFailure(`The call should have been missed for want of an answer, but it was ${outcome}.`);
  }
  const seconds = ((finishedAt - call.arrivedAt) / 1000).toFixed(1);
  screen.tell(finishedAt, `Missed: nobody picked up within ${seconds} s (outcome ${outcome}).`);
  return { call, at: finishedAt };
}

function tellLead({ store, screen }: DemoScene, call: CallRow): void {
  const lead = store.read((reader) => reader.leads.byNumber(call.fromNumber ?? call.fromRaw));
  if (lead === undefined || lead.id !== call.leadId) {
    throw new DemoFailure(`Call ${call.id} was missed, but there is no lead of its caller in the database.`);
  }
  const { id, name, source, stage } = lead;
  const isNew = lead.createdAt >= call.arrivedAt;
  screen.tell(
    call.finishedAt ?? lead.createdAt,
    isNew
      ? `Lead ${id} created: ${name}, ${number(lead.number)}, source ${source}, stage ${stage}.`
      : `Lead ${id}, ${name}, is known: the call joins its timeline, no second lead is made.`,
  );
}

function textOf(store: Store, callId: number): MessageRow {
  const decision = store.read((reader) => reader.calls.decisionOf(callId));
  const messageId = decision?.messageId ?? null;
  const message = messageId === null ? undefined : store.read((reader) => reader.messages.byId(messageId));
  if (message !== undefined) return message;
  throw new DemoFailure(
    `The daemon decided not to send a text: ${decision?.reason ?? 'no decision is kept'}.`,
  );
}

/** Until the SMPP server has answered yes to exactly the text that the database holds. */
async function tellSubmit(
  { smpp, watch, screen }: DemoScene,
  message: MessageRow,
  submitsBefore: number,
  missedAt: Millis,
): Promise<SmppSubmit> {
  const submit = await watch.until('the SMPP server to accept the text', SOON_MS, () =>
    smpp
      .submits()
      .slice(submitsBefore)
      .find(({ to, status }) => to === message.toNumber && status === 0),
  );
  if (submit.text !== message.body || submit.from !== message.fromNumber) {
    throw new DemoFailure('The SMPP server was given another text than the database holds.');
  }
  const latencyMs = submit.receivedAt - missedAt;
  screen.tell(submit.receivedAt, `Text submitted over SMPP, ${latencyMs} ms after the miss:`);
  screen.detail(`from ${number(submit.from)} to ${number(submit.to)}; accepted as message ${submit.id}`);
  screen.detail(`"${submit.text}"`);
  return submit;
}

async function tellCredit({ store, watch, screen }: DemoScene, message: MessageRow, before: number) {
  const entries = await watch.until('the credit to be spent', SOON_MS, () => {
    const ledger = store.read((reader) => reader.credits.ofMessage(message.id));
    return ledger.some(({ kind }) => kind === 'settle') ? ledger : undefined;
  });
  const spent = -entries.reduce((sum, { delta }) => sum + delta, 0);
  const balance = store.read((reader) => reader.credits.balance());
  if (spent !== 1 || balance !== before - 1) {
    throw new DemoFailure(
      `One credit should be spent, but ${spent} are, and the balance went ${before} → ${balance}.`,
    );
  }
  screen.tell(entries.at(-1)?.at ?? Date.now(), `One credit spent: ${before} → ${balance}.`);
}
