import { describe, expect, test } from 'vitest';
import type { Happening } from '../../../src/core/happening.ts';
import type { GaugeValues } from '../../../src/metrics/gauges.ts';
import { createMetrics } from '../../../src/metrics/metrics.ts';

const quiet: GaugeValues = { credits: 100, openCalls: [], outbox: { depth: 0, oldestMs: 0 }, lines: [] };

function open(readGauges: () => GaugeValues = () => quiet) {
  return createMetrics({ version: '1.2.3', gateways: ['carrier', 'backup'], readGauges });
}

/** The lines of one metric, without HELP and TYPE. */
async function series(metrics: ReturnType<typeof open>, name: string): Promise<string[]> {
  const text = await metrics.text();
  return text.split('\n').filter((line) => line.startsWith(`textback_${name}`));
}

const missed: Happening = { type: 'outcome-known', lineId: 1, handling: 'controlled', outcome: 'no-answer' };
const tried: Happening = { type: 'text-tried', gateway: 'carrier', result: 'accepted', afterMissMs: 40 };

describe('createMetrics', () => {
  test('given calls on two lines, when collected, then each outcome is counted by line, and one that nobody knows too', async () => {
    const metrics = open();
    metrics.tell(missed);
    metrics.tell(missed);
    metrics.tell({ ...missed, lineId: 2, outcome: 'answered' });
    metrics.tell({ ...missed, handling: 'observed', outcome: null });
    expect(await series(metrics, 'calls_total')).toEqual([
      'textback_calls_total{line="1",outcome="no-answer",handling="controlled"} 2',
      'textback_calls_total{line="2",outcome="answered",handling="controlled"} 1',
      'textback_calls_total{line="1",outcome="unknown",handling="observed"} 1',
    ]);
  });

  test('given a first try after a miss, when collected, then it stands in the histogram; other tries do not', async () => {
    const metrics = open();
    metrics.tell(tried);
    metrics.tell({ ...tried, result: 'retryable', afterMissMs: null });
    const histogram = await series(metrics, 'miss_to_submit_seconds');
    expect(histogram).toContain('textback_miss_to_submit_seconds_bucket{le="0.025"} 0');
    expect(histogram).toContain('textback_miss_to_submit_seconds_bucket{le="0.05"} 1');
    expect(histogram).toContain('textback_miss_to_submit_seconds_count 1');
    expect(await series(metrics, 'text_attempts_total{gateway="carrier"')).toEqual([
      'textback_text_attempts_total{gateway="carrier",result="accepted"} 1',
      'textback_text_attempts_total{gateway="carrier",result="retryable"} 1',
      'textback_text_attempts_total{gateway="carrier",result="rejected"} 0',
      'textback_text_attempts_total{gateway="carrier",result="unknown"} 0',
    ]);
  });

  test('given links that come and go, when collected, then a return is one that was up before', async () => {
    const metrics = open();
    const ari = (isUp: boolean) => metrics.tell({ type: 'asterisk-link-changed', link: 'ARI', isUp });
    const carrier = (isUp: boolean) => metrics.tell({ type: 'gateway-changed', gateway: 'carrier', isUp });
    // A start that takes three tries is no return.
    for (const isUp of [false, false, true]) ari(isUp);
    expect(await series(metrics, 'asterisk_reconnections_total{link="ARI"')).toEqual([
      'textback_asterisk_reconnections_total{link="ARI"} 0',
    ]);
    for (const isUp of [false, false, true, false]) ari(isUp);
    for (const isUp of [true, false, true, false, true]) carrier(isUp);
    expect(await series(metrics, 'asterisk_')).toEqual([
      'textback_asterisk_up{link="ARI"} 0',
      'textback_asterisk_up{link="AMI"} 0',
      'textback_asterisk_reconnections_total{link="ARI"} 1',
      'textback_asterisk_reconnections_total{link="AMI"} 0',
    ]);
    expect(await series(metrics, 'gateway_')).toEqual([
      'textback_gateway_up{gateway="carrier"} 1',
      'textback_gateway_up{gateway="backup"} 0',
      'textback_gateway_reconnections_total{gateway="carrier"} 2',
      'textback_gateway_reconnections_total{gateway="backup"} 0',
    ]);
  });

  test('given everything else that happens, when collected, then it is counted', async () => {
    const metrics = open();
    metrics.tell({ type: 'lead-created', source: 'missed-call' });
    metrics.tell({ type: 'texts-expired', count: 3 });
    metrics.tell({ type: 'text-received', gateway: 'carrier' });
    metrics.tell({ type: 'receipt-received', gateway: 'carrier', state: 'delivered' });
    metrics.tell({ type: 'alert-raised', kind: 'pbx-down' });
    metrics.tell({ type: 'transaction-ended', durability: 'promised', tookMs: 3 });
    const text = await metrics.text();
    for (const line of [
      'textback_leads_created_total{source="missed-call"} 1',
      'textback_texts_expired_total 3',
      'textback_texts_received_total{gateway="carrier"} 1',
      'textback_receipts_total{gateway="carrier",state="delivered"} 1',
      'textback_alerts_total{kind="pbx-down"} 1',
      'textback_transaction_seconds_bucket{le="0.005",durability="promised"} 1',
      'textback_info{version="1.2.3"} 1',
    ])
      expect(text.split('\n')).toContain(line);
  });

  test('given what is true now, when collected again, then what is over has gone; a number in a line’s name is hidden', async () => {
    const ringing = { state: 'ringing', handling: 'controlled', count: 2 };
    const lines = [{ id: 1, name: 'Acme (212) 555-0100' }];
    let now: GaugeValues = { ...quiet, openCalls: [ringing], outbox: { depth: 4, oldestMs: 1500 }, lines };
    const metrics = open(() => now);
    const text = await metrics.text();
    for (const line of [
      'textback_credits 100',
      'textback_open_calls{state="ringing",handling="controlled"} 2',
      'textback_outbox_texts 4',
      'textback_outbox_oldest_seconds 1.5',
      'textback_line_info{line="1",name="Acme ********00"} 1',
    ])
      expect(text.split('\n')).toContain(line);
    now = quiet;
    expect(await series(metrics, 'open_calls')).toEqual([]);
    expect(await series(metrics, 'line_info')).toEqual([]);
  });

  test('given the names of metrics, when collected, then they are as Prometheus recommends', async () => {
    const text = await open().text();
    const types = [...text.matchAll(/^# TYPE (textback_\w+) (\w+)$/gm)].map(([, name = '', type = '']) => ({
      name,
      type,
    }));
    expect(types.length).toBeGreaterThan(15);
    for (const { name, type } of types) {
      expect(name.endsWith('_total'), name).toBe(type === 'counter');
      if (type === 'histogram') expect(name).toMatch(/_seconds$/);
      expect(text).toMatch(new RegExp(`^# HELP ${name} [A-Z].{15,}[.]$`, 'm'));
    }
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });

  test('given a database that cannot be read, when collected, then the scrape fails instead of telling old figures', async () => {
    const metrics = open(() => {
      throw new Error('disk I/O error');
    });
    await expect(metrics.text()).rejects.toThrow('disk I/O error');
  });
});
