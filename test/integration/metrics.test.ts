import { expect, test, vi } from 'vitest';
import { readGauges } from '../../src/services/read-gauges.ts';
import { ask } from '../fakes/ask.ts';
import { DAEMON_LINE, startLivingDaemon } from '../fakes/living-daemon.ts';
import { openServiceBench } from '../fakes/service-bench.ts';

test('given a daemon with a missed call, a text and a reply, when Prometheus collects, then it finds each, and no number', async () => {
  const daemon = await startLivingDaemon();
  const { pbx, smpp } = daemon;
  await daemon.says('"msg":"ready"');
  const url = `${await daemon.url()}/metrics`;
  pbx.setPhone('PJSIP/100', { kind: 'busy' });
  pbx.placeCall({ from: '+12125550147', to: DAEMON_LINE });
  await vi.waitFor(() => expect(smpp.submits()).toHaveLength(1), { timeout: 10_000 });
  await smpp.sendInbound({ from: '12125550149', to: '12125550100', text: 'hello' });
  const collect = async () => (await ask(url)).text;
  await vi.waitFor(async () => expect(await collect()).toContain('result="accepted"} 1'));

  const { status, headers, text } = await ask(url);
  expect(status).toBe(200);
  expect(headers['content-type']).toContain('text/plain; version=0.0.4');
  const lines = text.split('\n');
  for (const line of [
    'textback_calls_total{line="1",outcome="busy",handling="controlled"} 1',
    'textback_leads_created_total{source="missed-call"} 1',
    'textback_leads_created_total{source="text"} 1',
    'textback_text_attempts_total{gateway="carrier",result="accepted"} 1',
    'textback_texts_received_total{gateway="carrier"} 1',
    'textback_miss_to_submit_seconds_count 1',
    'textback_asterisk_up{link="ARI"} 1',
    'textback_asterisk_up{link="AMI"} 1',
    'textback_gateway_up{gateway="carrier"} 1',
    'textback_credits 99',
    'textback_outbox_texts 0',
    'textback_line_info{line="1",name="Acme HVAC"} 1',
  ])
    expect(lines).toContain(line);
  for (const number of ['0147', '0149', '5550100']) expect(text).not.toContain(number);
  const forwarded = await ask(url, { headers: { 'X-Forwarded-For': '203.0.113.9' } });
  expect(forwarded.status).toBe(403);
  expect(forwarded.text).not.toContain('textback_credits');

  smpp.drop();
  await vi.waitFor(
    async () =>
      expect(await collect()).toContain('textback_gateway_reconnections_total{gateway="carrier"} 1'),
    { timeout: 10_000 },
  );
}, 60_000);

test('given texts that wait and a call that rings, when the gauges are read, then they say how many and since when', async () => {
  const bench = openServiceBench();
  const now = bench.clock.now();
  expect(readGauges(bench.store, now)).toEqual({
    credits: 10,
    openCalls: [],
    outbox: { depth: 0, oldestMs: 0 },
    lines: [{ id: 1, name: 'Acme HVAC' }],
  });
  bench.queueText('+12125550171', 'one', now - 5_000);
  bench.queueText('+12125550172', 'later', now + 60_000);
  expect(readGauges(bench.store, now)).toMatchObject({ credits: 8, outbox: { depth: 2, oldestMs: 5_000 } });
});
