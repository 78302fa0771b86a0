import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { Happening } from '../core/happening.ts';

/** From a fast carrier on this machine to the 15 minutes after which a text-back is of no use. */
const MISS_TO_SUBMIT_SECONDS = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 60, 300, 900];
/** From a commit that does not wait for the disk to the 5 s after which SQLite gives up. */
const TRANSACTION_SECONDS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5];

const RESULTS = ['accepted', 'retryable', 'rejected', 'unknown'];

/**
 * What is counted as it happens. A telling costs well under a microsecond. Series that are sure to come begin at 0, so
 * that the first event is seen as a rise.
 */
export function createCounters(registry: Registry, gatewayNames: readonly string[]) {
  const registers = [registry];
  const counter = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Counter({ name: `textback_${name}_total`, help, labelNames: [...labelNames], registers });
  const histogram = <Label extends string = never>(
    name: string,
    help: string,
    buckets: number[],
    labelNames: readonly Label[] = [],
  ) =>
    new Histogram({
      name: `textback_${name}_seconds`,
      help,
      buckets,
      labelNames: [...labelNames],
      registers,
    });
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Gauge({ name: `textback_${name}`, help, labelNames: [...labelNames], registers });

  const calls = counter(
    'calls',
    'Calls by line (its id), outcome, and who routed them; test calls are left out.',
    ['line', 'outcome', 'handling'],
  );
  const leads = counter('leads_created', 'Leads that a missed call or a text made.', ['source']);
  const tried = counter('text_attempts', 'Attempts to send a text, by gateway and what became of them.', [
    'gateway',
    'result',
  ]);
  const missToSubmit = histogram(
    'miss_to_submit',
    'From a missed call, or the end of the delay that its line asks for, until its text leaves for the carrier.',
    MISS_TO_SUBMIT_SECONDS,
  );
  const expired = counter('texts_expired', 'Texts that were of no use any more before they could be sent.');
  const received = counter('texts_received', 'Texts that came in, by gateway.', ['gateway']);
  const receipts = counter('receipts', 'Delivery receipts, by gateway and state.', ['gateway', 'state']);
  const alerts = counter('alerts', 'Alerts raised, by kind.', ['kind']);
  const transactions = histogram(
    'transaction',
    'Write transactions of the database; those that are promised wait for the disk.',
    TRANSACTION_SECONDS,
    ['durability'],
  );
  const asterisk = createUpDown(
    gauge('asterisk_up', 'Whether the link to Asterisk (ARI, AMI) is up.', ['link']),
    counter('asterisk_reconnections', 'How often a link to Asterisk came back.', ['link']),
  );
  const gateways = createUpDown(
    gauge('gateway_up', 'Whether the gateway can send and receive.', ['gateway']),
    counter('gateway_reconnections', 'How often a gateway came back.', ['gateway']),
  );

  for (const link of ['ARI', 'AMI']) asterisk({ link }, false);
  for (const gateway of gatewayNames) {
    gateways({ gateway }, false);
    received.inc({ gateway }, 0);
    for (const result of RESULTS) tried.inc({ gateway, result }, 0);
    for (const state of ['delivered', 'undelivered']) receipts.inc({ gateway, state }, 0);
  }

  return {
    tell(happening: Happening): void {
      switch (happening.type) {
        case 'outcome-known': {
          const { lineId, outcome, handling } = happening;
          calls.inc({ line: String(lineId), outcome: outcome ?? 'unknown', handling });
          return;
        }
        case 'lead-created':
          leads.inc({ source: happening.source });
          return;
        case 'text-tried':
          tried.inc({ gateway: happening.gateway, result: happening.result });
          if (happening.afterMissMs !== null) missToSubmit.observe(happening.afterMissMs / 1000);
          return;
        case 'texts-expired':
          expired.inc(happening.count);
          return;
        case 'text-received':
          received.inc({ gateway: happening.gateway });
          return;
        case 'receipt-received':
          receipts.inc({ gateway: happening.gateway, state: happening.state });
          return;
        case 'asterisk-link-changed':
          asterisk({ link: happening.link }, happening.isUp);
          return;
        case 'gateway-changed':
          gateways({ gateway: happening.gateway }, happening.isUp);
          return;
        case 'alert-raised':
          alerts.inc({ kind: happening.kind });
          return;
        case 'transaction-ended':
          transactions.observe({ durability: happening.durability }, happening.tookMs / 1000);
      }
    },
  };
}

/** Up or down by name, and how often it came back; the first time that it is up is no return. */
function createUpDown<Label extends string>(up: Gauge<Label>, returns: Counter<Label>) {
  const seen = new Map<string, boolean>();
  return (labels: Record<Label, string>, isUp: boolean): void => {
    const name = Object.values<string>(labels).join();
    const wasUp = seen.get(name);
    if (isUp && wasUp === false) returns.inc(labels);
    // Down before it was ever up is a start that takes its time.
    if (isUp || wasUp !== undefined) seen.set(name, isUp);
    returns.inc(labels, 0);
    up.set(labels, isUp ? 1 : 0);
  };
}
