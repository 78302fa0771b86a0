import { Gauge, type Registry } from 'prom-client';
import type { Millis } from '../core/clock.ts';
import { redactPhones } from '../core/redact-words.ts';

/** What is true now. */
export interface GaugeValues {
  readonly credits: number;
  readonly openCalls: readonly {
    readonly state: string;
    readonly handling: string;
    readonly count: number;
  }[];
  readonly outbox: { readonly depth: number; readonly oldestMs: Millis };
  readonly lines: readonly { readonly id: number; readonly name: string }[];
}

/** Values that are read at each scrape. */
export function createGauges(registry: Registry, version: string) {
  const gauge = <Label extends string = never>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ) => new Gauge({ name: `textback_${name}`, help, labelNames: [...labelNames], registers: [registry] });
  gauge('info', 'Always 1; the version that runs.', ['version']).set({ version }, 1);
  const lineInfo = gauge(
    'line_info',
    'Always 1; the name of each line by its id, phone numbers in it hidden.',
    ['line', 'name'],
  );
  const credits = gauge('credits', 'Credits left: one a text.');
  const openCalls = gauge('open_calls', 'Calls that go on now, by how far they are and who routes them.', [
    'state',
    'handling',
  ]);
  const depth = gauge(
    'outbox_texts',
    'Texts in the outbox, those that wait for their time among them; counted up to 10000.',
  );
  const oldest = gauge(
    'outbox_oldest_seconds',
    'How long the text has been due that waits for the longest; 0 for none.',
  );

  return {
    set(values: GaugeValues): void {
      credits.set(values.credits);
      depth.set(values.outbox.depth);
      oldest.set(values.outbox.oldestMs / 1000);
      // What is over has no series any more.
      openCalls.reset();
      for (const { state, handling, count } of values.openCalls) openCalls.set({ state, handling }, count);
      lineInfo.reset();
      for (const { id, name } of values.lines)
        lineInfo.set({ line: String(id), name: redactPhones(name) }, 1);
    },
  };
}
