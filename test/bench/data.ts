// `npm run bench:data`: how fast lists, searches and reports are on a seeded database; see BENCHMARKS.md.
import { existsSync, statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { openStore, type Store } from '../../src/store/open-store.ts';
import { DEFAULT_PATH } from '../seed/seed-options.ts';
import { type DataQuestion, dataQuestions } from './data-questions.ts';
import { type Percentiles, percentilesOf } from './percentiles.ts';
import { describeMachine } from './report.ts';

const USAGE = `npm run bench:data -- [--db ${DEFAULT_PATH}] [--asks 40] [--json]

Asks each list, search and report many times in different ways, in one process, on a database of \`npm run seed\`.
Exits with 1 where the 95th percentile of one is beyond its limit.`;

const say = (line: string): void => console.error(line);

interface Answered {
  readonly question: DataQuestion;
  readonly ms: Percentiles;
}

function answer(store: Store, question: DataQuestion, asks: number): Answered {
  const samples = Array.from({ length: asks }, (_, n) => {
    const since = performance.now();
    const found = question.ask(store, n);
    const ms = performance.now() - since;
    if (found === 0)
      throw new Error(`"${question.title}" found nothing: is this a database of \`npm run seed\`?`);
    return ms;
  });
  return { question, ms: percentilesOf(samples) };
}

function bench(path: string, asks: number, asJson: boolean): number {
  const store = openStore(path);
  try {
    const sizes = store.read((reader) => ({
      leads: reader.leadLists.newest(1)[0]?.id ?? 0,
      calls: reader.calls.newest(1)[0]?.id ?? 0,
    }));
    const all = dataQuestions(sizes).map((question) => answer(store, question, asks));
    const table = new Table({
      head: ['', 'p50 ms', 'p95 ms', 'max ms', 'limit ms'],
      style: { head: [], border: [], compact: true },
      colAligns: ['left', 'right', 'right', 'right', 'right'],
    });
    for (const { question, ms } of all) {
      table.push([
        question.title,
        ...[ms.p50, ms.p95, ms.max].map((each) => each.toFixed(1)),
        question.withinMs,
      ]);
    }
    say(`${describeMachine(`${(statSync(path).size / 1e6).toFixed(0)} MB`)}\n${table.toString()}`);
    if (asJson) {
      const figures = all.map(({ question, ms }) => [
        question.title,
        { p50: ms.p50, p95: ms.p95, max: ms.max },
      ]);
      console.log(JSON.stringify(Object.fromEntries(figures)));
    }
    const slow = all.filter(({ question, ms }) => ms.p95 > question.withinMs);
    for (const { question, ms } of slow) {
      say(`TOO SLOW: ${question.title} takes ${ms.p95.toFixed(1)} ms at the 95th percentile.`);
    }
    return slow.length === 0 ? 0 : 1;
  } finally {
    store.close();
  }
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
  else process.exitCode = bench(values.db, Number(values.asks), values.json);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
