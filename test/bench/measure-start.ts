import { setTimeout as delay } from 'node:timers/promises';
import type { DaemonProcess } from '../e2e/harness/daemon-process.ts';
import { percentilesOf } from './percentiles.ts';
import { rssMb } from './process-usage.ts';
import type { TestBed } from './test-bed.ts';

const REST_MS = 10_000;

/** Spawn → "ready" in the log (ARI, AMI and SMPP all up), in ms: the median of `starts` starts. */
export async function measureStart(bed: TestBed, starts: number): Promise<number> {
  const samples: number[] = [];
  for (let index = 0; index < starts; index += 1) {
    const spawnedAt = performance.now();
    const daemon = bed.startDaemon();
    await daemon.ready();
    samples.push(performance.now() - spawnedAt);
    await daemon.terminate();
  }
  return percentilesOf(samples).p50;
}

/** Resident memory after 10 s without a call. */
export async function memoryAtRest(daemon: DaemonProcess): Promise<number> {
  await delay(REST_MS);
  return rssMb(daemon.pid);
}
