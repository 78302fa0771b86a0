// `npm run bench`: see BENCHMARKS.md for what each figure means and what limits it.
import { provisionAsterisk } from '../../src/demo/provision-asterisk.ts';
import { type BenchOptions, readBenchOptions, USAGE } from './bench-options.ts';
import type { FigureSet } from './figures.ts';
import { type CallLoad, measureCalls } from './measure-calls.ts';
import { measureStart, memoryAtRest } from './measure-start.ts';
import { rssMb } from './process-usage.ts';
import { describeMachine, figureJson, figureTable } from './report.ts';
import { createTestBed, type TestBed } from './test-bed.ts';

interface Plan {
  readonly starts: number;
  readonly load: CallLoad;
}

const FULL: Plan = {
  starts: 9,
  load: {
    rounds: 5,
    missedCallsARound: 300,
    answeredCallsARound: 200,
    ringTimeouts: 100,
    missesAt1PerSecond: 120,
  },
};
const QUICK: Plan = {
  starts: 3,
  load: {
    rounds: 2,
    missedCallsARound: 140,
    answeredCallsARound: 60,
    ringTimeouts: 40,
    missesAt1PerSecond: 20,
  },
};

const say = (line: string): void => console.error(line);

async function measure(bed: TestBed, plan: Plan, profileFolder: string | null): Promise<FigureSet> {
  say(`starting the daemon ${plan.starts} times`);
  const startMs = await measureStart(bed, plan.starts);
  await using daemon = bed.startDaemon(
    profileFolder === null ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profileFolder}` },
  );
  await daemon.ready();
  say('leaving it at rest');
  const atRest = await memoryAtRest(daemon);
  const calls = await measureCalls(bed, daemon, plan.load, say);
  const afterLoad = rssMb(daemon.pid);
  // Only a clean end writes the profile.
  await daemon.terminate();
  return {
    ...calls,
    startMs: { ours: startMs },
    rssMb: { ours: atRest },
    rssMbAfterLoad: { ours: afterLoad },
  };
}

async function bench(options: BenchOptions): Promise<number> {
  const asterisk = await provisionAsterisk({ release: options.release, onProgress: say });
  if (asterisk.kind !== 'ready') {
    say(`The bench needs a real Asterisk, and there is none to be had here: ${asterisk.why}`);
    return 1;
  }
  const before = describeMachine(asterisk.version);
  await using bed = await createTestBed(asterisk.root);
  const figures = await measure(bed, options.quick ? QUICK : FULL, options.profileFolder);
  say(`before: ${before}\nafter:  ${describeMachine(asterisk.version)}\n${figureTable(figures)}`);
  if (options.json) console.log(figureJson(figures));
  if (Object.values(figures['failedCalls'] ?? {}).every((failed) => failed === 0)) return 0;
  say('CALLS WENT WRONG (last rows): the figures leave them out and are not to be trusted.');
  return 1;
}

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options === 'help') say(USAGE);
  else process.exitCode = await bench(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
