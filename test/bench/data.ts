// `npm run bench:data`: how fast lists, searches and reports are on a seeded database; see BENCHMARKS.md.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { DEFAULT_PATH } from '../seed/seed-options.ts';
import { askData } from './ask-data.ts';
import { askPages } from './ask-pages.ts';
import { percentilesOf } from './percentiles.ts';
import { describeMachine } from './report.ts';

const USAGE = `npm run bench:data -- [--db ${DEFAULT_PATH}] [--asks 40] [--json]

Asks each list, search and report many times in different ways, in one process, on a database of \`npm run seed\`;
then the built daemon, as a process of its own on the same database, for its pages.
Exits with 1 where the 95th percentile of one is beyond its limit.`;

const say = (line: string): void => console.error(line);

async function bench(path: string, asks: number, asJson: boolean): Promise<number> {
  const answered = [
    ...askData(path, asks),
    ...(await askPages(path, asks)).map(({ question, samples }) => ({
      question: { ...question, title: `page: ${question.title}` },
      samples,
    })),
  ];
  const all = answered.map(({ question, samples }) => ({ question, ms: percentilesOf(samples) }));
  const table = new Table({
    head: ['', 'p50 ms', 'p95 ms', 'p99 ms', 'max ms', 'limit ms'],
    style: { head: [], border: [], compact: true },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'right'],
  });
  for (const { question, ms } of all) {
    const shown = [ms.p50, ms.p95, ms.p99, ms.max].map((each) => each.toFixed(1));
    table.push([question.title, ...shown, question.withinMs]);
  }
  say(`${describeMachine(`${(statSync(path).size / 1e6).toFixed(0)} MB`)}\n${table.toString()}`);
  if (asJson) {
    const figures = all.map(({ question, ms: { p50, p95, p99, max } }) => [
      question.title,
      { p50, p95, p99, max },
    ]);
    console.log(JSON.stringify(Object.fromEntries(figures)));
  }
  const slow = all.filter(({ question, ms }) => ms.p95 > question.withinMs);
  for (const { question, ms } of slow) {
    say(`TOO SLOW: ${question.title} takes ${ms.p95.toFixed(1)} ms at the 95th percentile.`);
  }
  return slow.length === 0 ? 0 : 1;
}

try {
  const { values } = parseArgs({
    options: {
      db: { type: 'string', default: DEFAULT_PATH },
      asks: { type: 'string', default: '40' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) say(USAGE);
  else if (!existsSync(values.db))
    throw new Error(`There is no ${values.db}: make it with \`npm run seed\`, in about two minutes.`);
  else process.exitCode = await bench(values.db, Number(values.asks), values.json);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
