// `npm run bench`: see BENCHMARKS.md for what each figure means and what limits it.
import { writeFileSync } from 'node:fs';
import { provisionAsterisk } from '../../src/demo/provision-asterisk.ts';
import { type BenchOptions, PARTS, readBenchOptions, USAGE } from './bench-options.ts';
import { type FigureSet, WHOLE_RUN } from './figures.ts';
import { measureCalls } from './measure-calls.ts';
import { measureData } from './measure-data.ts';
import { measureMemory } from './measure-memory.ts';
import { measureRate } from './measure-rate.ts';
import { measureStart, memoryAtRest } from './measure-start.ts';
import { mergeFigures } from './merge-figures.ts';
import { FULL, type Plan, QUICK } from './plans.ts';
import { describeMachine, figureMarkdown, figureObject, figureTable } from './report.ts';
import { measureSms } from './sms/measure-sms.ts';
import { createTestBed, type TestBed } from './test-bed.ts';

const startedAt = performance.now();
const say = (line: string): void => {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.error(`${seconds.padStart(5)} s  ${line}`);
};

async function withDaemon(bed: TestBed, plan: Plan, options: BenchOptions): Promise<FigureSet> {
  const { profileFolder: folder } = options;
  const figures: FigureSet[] = [];
  if (options.parts.includes('start')) {
    say(`starting the daemon ${plan.starts} times`);
    figures.push({ startMs: { ours: await measureStart(bed, plan.starts) } });
  }
  await using daemon = bed.startDaemon(
    folder === null ? {} : { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder}` },
  );
  await daemon.ready();
  if (options.parts.includes('start')) {
    say('leaving it at rest');
    figures.push({ rssMb: { ours: await memoryAtRest(daemon) } });
  }
  if (options.parts.includes('delays')) figures.push(await measureCalls(bed, daemon, plan.load, say));
  // Only a clean end writes the profile.
  await daemon.terminate();
  return mergeFigures(figures);
}

async function withAsterisk(root: string, plan: Plan, options: BenchOptions): Promise<FigureSet> {
  const { parts } = options;
  await using bed = await createTestBed(root);
  const figures: FigureSet[] = [];
  if (parts.includes('start') || parts.includes('delays')) figures.push(await withDaemon(bed, plan, options));
  if (parts.includes('rate')) figures.push(await measureRate(bed, plan.rate, say));
  if (parts.includes('rss')) figures.push(await measureMemory(bed, options.calls ?? plan.calls, say));
  return mergeFigures(figures);
}

async function measure(root: string, options: BenchOptions): Promise<FigureSet> {
  const { parts } = options;
  const plan = options.quick ? QUICK : FULL;
  const figures: FigureSet[] = [];
  if (parts.some((part) => part !== 'sms' && part !== 'data'))
    figures.push(await withAsterisk(root, plan, options));
  if (parts.includes('sms')) figures.push(await measureSms(plan.sms, say));
  if (parts.includes('data')) figures.push(await measureData(plan.data, say));
  return mergeFigures(figures);
}

async function bench(options: BenchOptions): Promise<number> {
  const asterisk = await provisionAsterisk({ release: options.release, onProgress: say });
  if (asterisk.kind !== 'ready') {
    say(`The bench needs a real Asterisk, and there is none to be had here: ${asterisk.why}`);
    return 1;
  }
  const before = describeMachine(asterisk.version);
  const figures = await measure(asterisk.root, options);
  const machine = [`before: ${before}`, `after: ${describeMachine(asterisk.version)}`];
  say(`\n${machine.join('\n')}\n${figureTable(figures)}`);
  const object = figureObject(figures);
  if (options.json) console.log(JSON.stringify(object));
  if (options.markdownPath !== null) {
    const command = `npm run bench -- ${process.argv.slice(2).join(' ')}`.trim();
    writeFileSync(options.markdownPath, figureMarkdown(figures, command, machine));
  }
  if (options.parts.length === PARTS.length) WHOLE_RUN.parse(object);
  if (Object.values(figures['failedCalls'] ?? {}).every((failed) => failed === 0)) return 0;
  say('CALLS WENT WRONG (last rows): the figures leave them out and are not to be trusted.');
  return 1;
}

try {
  const options = readBenchOptions(process.argv.slice(2));
  if (options === 'help') console.error(USAGE);
  else process.exitCode = await bench(options);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
