import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { startSmppProcess } from '../../e2e/harness/smpp-process.ts';
import type { FigureSet } from '../figures.ts';
import { percentilesOf } from '../percentiles.ts';
import { provisionKannel } from './provision-kannel.ts';
import type { SmsRound } from './sms-round.ts';

export interface SmsLoad {
  readonly rounds: number;
  readonly texts: number;
}

/** The default of ours and of Kannel's. */
const WINDOW = 10;
const SUBJECTS = ['ours', 'kannel', 'limit'] as const;
type Subject = (typeof SUBJECTS)[number];

const PROCESSES: Readonly<Record<Subject, string>> = {
  ours: './our-sender.ts',
  kannel: './kannel-sender.ts',
  limit: './raw-sender.ts',
};
/** Thrown away: caches fill, compilers warm up, folders are made. */
const WARM_UP_TEXTS = 200;

/**
 * Texts a second through the whole chain: handed in, kept, submitted, and the receipt where it belongs. Each of the
 * three has the same SMPP server process, window and text; the rounds alternate.
 */
export async function measureSms(load: SmsLoad, say: (line: string) => void): Promise<FigureSet> {
  const kannel = await provisionKannel(say);
  if (kannel.kind !== 'ready') throw new Error(`There is no Kannel to be had: ${kannel.why}`);
  const perSecond: Record<Subject, number[]> = { ours: [], kannel: [], limit: [] };
  for (let index = 0; index < load.rounds; index += 1) {
    for (const subject of index % 2 === 1 ? SUBJECTS.toReversed() : SUBJECTS) {
      if (index === 0) await runRound(subject, WARM_UP_TEXTS, kannel.root);
      const ms = await runRound(subject, load.texts, kannel.root);
      perSecond[subject].push((load.texts / ms) * 1000);
      say(`${subject}: ${load.texts} texts in ${(ms / 1000).toFixed(1)} s`);
    }
  }
  const median = (subject: Subject) => Math.round(percentilesOf(perSecond[subject]).p50);
  return {
    smsPerSecond: { ours: median('ours'), kannel: median('kannel'), limit: median('limit') },
  };
}

/** @returns how long it took, in ms */
async function runRound(subject: Subject, texts: number, kannelRoot: string): Promise<number> {
  const receipt = { state: 'delivered', afterMs: 0, form: 'both', ids: 'as-answered' } as const;
  await using server = await startSmppProcess({ quiet: true, behaviour: { receipt } });
  const round: SmsRound = { smppPort: server.port, window: WINDOW, texts };
  const path = fileURLToPath(new URL(PROCESSES[subject], import.meta.url));
  const command = ['--pdeathsig', 'KILL', process.execPath, path, JSON.stringify(round), kannelRoot];
  const folder = mkdtempSync(join(tmpdir(), 'textback-bench-log-'));
  const logPath = join(folder, 'stderr.log');
  const log = openSync(logPath, 'w');
  const child = spawn('setpriv', command, { stdio: ['pipe', 'pipe', log] });
  const [stdin, stdout] = [child.stdin, child.stdout];
  if (stdin === null || stdout === null) throw new Error('a process without stdin and stdout');
  const lines: string[] = [];
  createInterface({ input: stdout }).on('line', (line) => {
    lines.push(line);
    if (line === 'ready') stdin.write('go\n');
  });
  const [code] = await once(child, 'close');
  closeSync(log);
  const tail = readFileSync(logPath, 'utf8').split('\n').slice(-10).join('\n');
  rmSync(folder, { recursive: true });
  const ms = Number(lines[1]);
  if (code === 0 && ms > 0) return ms;
  throw new Error(`The ${subject} sender of texts failed. It said:\n${tail}`);
}
