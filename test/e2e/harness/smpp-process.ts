import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type {
  SmppBehaviour,
  SmppInbound,
  SmppReceiptOrder,
  SmppSubmit,
} from '../../../src/demo/smpp-behaviour.ts';
import type { SmppOrder, SmppProcessOptions, SmppReport } from './smpp-protocol.ts';

export interface SmppProcess extends AsyncDisposable {
  readonly port: number;
  /** Every line it printed, for failing tests to show. */
  readonly log: readonly string[];
  /** What was submitted so far, in order, as it was seen before its answer. */
  submits(): readonly SmppSubmit[];
  /** Clients bound now. */
  bound(): number;
  behave(change: Partial<SmppBehaviour>): Promise<void>;
  /** The status of the daemon's answer; `null` where it gave none. @throws Error where nobody is bound. */
  sendInbound(inbound: SmppInbound): Promise<number | null>;
  sendReceipt(receipt: SmppReceiptOrder): Promise<number | null>;
  unbind(): Promise<void>;
  drop(): Promise<void>;
  /** Ends the process, as a carrier's crash would. */
  stop(): Promise<void>;
}

type OrderBody = SmppOrder extends infer Order
  ? Order extends SmppOrder
    ? Omit<Order, 'seq'>
    : never
  : never;
type Done = Extract<SmppReport, { event: 'done' }>;

const entry = fileURLToPath(new URL('./smpp-server-process.ts', import.meta.url));

/** Starts the SMPP server as a process on this Node, which runs TypeScript as it is (24 or newer). */
export async function startSmppProcess(options: SmppProcessOptions = {}): Promise<SmppProcess> {
  const child = spawn(process.execPath, [entry, JSON.stringify(options)], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const log: string[] = [];
  const submits: SmppSubmit[] = [];
  const waiting = new Map<number, (done: Done) => void>();
  let bound = 0;
  let seq = 0;

  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  createInterface({ input: child.stderr }).on('line', (line) => log.push(line));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      log.push(line);
      const report: SmppReport = JSON.parse(line);
      if ('port' in report) resolve(report.port);
      else take(report);
    });
    child.once('exit', () => reject(new Error(`the SMPP server did not start:\n${log.join('\n')}`)));
  });

  function take(report: Exclude<SmppReport, { port: number }>): void {
    if (report.event === 'submit') submits.push(report.submit);
    else if (report.event === 'done') waiting.get(report.seq)?.(report);
    else if (report.event === 'bound') bound += 1;
    else if (report.event === 'closed' && report.wasBound) bound -= 1;
  }

  async function order(body: OrderBody): Promise<number | null> {
    seq += 1;
    const own = seq;
    const done = new Promise<Done>((resolve) => waiting.set(own, resolve));
    child.stdin.write(`${JSON.stringify({ ...body, seq: own })}\n`);
    const gone = exited.then(
      (): Done => ({ event: 'done', seq: own, status: null, error: 'the SMPP server is gone' }),
    );
    const { status, error } = await Promise.race([done, gone]);
    waiting.delete(own);
    if (error !== undefined) throw new Error(error);
    return status;
  }

  return {
    port,
    log,
    submits: () => [...submits],
    bound: () => bound,
    behave: async (change) => void (await order({ do: 'behave', change })),
    sendInbound: (inbound) => order({ do: 'inbound', inbound }),
    sendReceipt: (receipt) => order({ do: 'receipt', receipt }),
    unbind: async () => void (await order({ do: 'unbind' })),
    drop: async () => void (await order({ do: 'drop' })),
    stop: () => endProcess(child, exited),
    [Symbol.asyncDispose]: () => endProcess(child, exited),
  };
}

async function endProcess(child: ChildProcess, exited: Promise<void>): Promise<void> {
  child.kill('SIGKILL');
  await exited;
}
