import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Tell } from '../core/happening.ts';
import { createCounters } from './counters.ts';
import { createGauges, type GaugeValues } from './gauges.ts';

export interface MetricsOptions {
  readonly version: string;
  /** Their names. */
  readonly gateways: readonly string[];
  /** Asked at each scrape. @throws where the database cannot be read */
  readonly readGauges: () => GaugeValues;
}

/** Everything that textback measures of itself, in the text format of Prometheus. */
export interface Metrics {
  readonly tell: Tell;
  readonly contentType: string;
  /** Rejects where the database cannot be read: then the scrape fails, and `up` says so. */
  text(): Promise<string>;
}

/** Counts what happens, in memory and from zero at each start, as Prometheus expects of counters. */
export function createMetrics({ version, gateways, readGauges }: MetricsOptions): Metrics {
  const registry = new Registry();
  // Event loop lag, memory, CPU, garbage collection, open files.
  collectDefaultMetrics({ register: registry });
  const counters = createCounters(registry, gateways);
  const gauges = createGauges(registry, version);
  return {
    tell: counters.tell,
    contentType: registry.contentType,
    async text() {
      gauges.set(readGauges());
      return await registry.metrics();
    },
  };
}
