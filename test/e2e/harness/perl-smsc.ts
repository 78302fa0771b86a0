import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, vi } from 'vitest';
import { installPackages, isDebian } from '../../../src/demo/debian-host.ts';
import { runCommand } from '../../../src/demo/run-command.ts';

const SCRIPT = fileURLToPath(new URL('./perl-smsc/smsc.pl', import.meta.url));

/** What Net::SMPP read of a submit_sm; the words as Perl decoded them. */
export interface PerlSubmit {
  readonly event: 'submit';
  readonly id: string;
  readonly status: number;
  readonly text: string;
  /** Reference, total, index. */
  readonly part: readonly [number, number, number] | null;
  /** All of a long text, with its last part. */
  readonly whole: string | null;
  readonly from: string;
  readonly to: string;
  readonly octets: number;
  readonly coding: number;
  readonly payload: boolean;
  readonly validity: string;
  readonly service: string;
  readonly reference: number;
  /** Seconds. */
  readonly at: number;
}

type PerlReport =
  | PerlSubmit
  | { readonly event: 'bound' | 'bind-refused'; readonly role: number; readonly version: number }
  | { readonly event: 'closed'; readonly why: string; readonly role: number }
  | { readonly event: 'answered'; readonly status: number }
  | { readonly event: 'enquired' | 'enquiry-answered' | 'done' };

type PerlOrder =
  | { readonly do: 'unbind' | 'drop' | 'enquire' }
  | {
      readonly do: 'inbound';
      readonly from: string;
      readonly to: string;
      readonly text: string;
      readonly coding: 0 | 8;
      /** Bits of the reference, reference, total, index. */
      readonly part?: readonly [8 | 16, number, number, number];
    }
  | {
      readonly do: 'behave';
      readonly change: {
        readonly perSecond?: number | null;
        readonly receipts?: 'tlv' | 'text' | null;
        readonly dropNext?: 'before-answer' | 'after-answer';
        readonly packed?: boolean;
      };
    };

export interface PerlSmsc extends AsyncDisposable {
  readonly port: number;
  readonly reports: readonly PerlReport[];
  /** Every one that it has answered so far: an answer may be here before its report is. */
  submits(): Promise<readonly PerlSubmit[]>;
  /** Resolves when it has been carried out. */
  order(order: PerlOrder): Promise<void>;
  /** Resolves once so many reports of this kind have come. */
  when(event: PerlReport['event'], count: number): Promise<void>;
}

/**
 * Whether Perl's Net::SMPP is here; installed where that can be. If it cannot, it says so in one loud line and
 * answers false; with TEXTBACK_E2E=required it throws.
 */
export async function hasPerlSmpp(): Promise<boolean> {
  const why = await whyNoPerlSmpp();
  if (why === null) return true;
  const line = `E2E TESTS AGAINST AN INDEPENDENT SMPP SERVER (PERL) ARE LEFT OUT: ${why}`;
  if (process.env['TEXTBACK_E2E'] === 'required') throw new Error(line);
  console.error(line);
  return false;
}

async function whyNoPerlSmpp(): Promise<string | null> {
  const isHere = async () => (await runCommand('perl', ['-MNet::SMPP', '-e', '1'])).code === 0;
  if (await isHere()) return null;
  if (process.getuid?.() !== 0 || !(await isDebian())) {
    return 'it needs libnet-smpp-perl; on Debian, run as root and it is installed, or install it yourself.';
  }
  const failure = await installPackages(['libnet-smpp-perl'], (line) => console.error(line));
  return (
    failure ?? ((await isHere()) ? null : 'libnet-smpp-perl is installed, but perl cannot load Net::SMPP.')
  );
}

/** Starts the SMS centre of smsc.pl on a free port of 127.0.0.1; it ends with this process. */
export async function startPerlSmsc(account: {
  readonly systemId: string;
  readonly password: string;
}): Promise<PerlSmsc> {
  const child = spawn('perl', [SCRIPT, JSON.stringify(account)], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  const errors: string[] = [];
  const reports: PerlReport[] = [];
  let done = 0;
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const port = await new Promise<number>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const report: PerlReport | { readonly port: number } = JSON.parse(line);
      if ('port' in report) resolve(report.port);
      else if (report.event === 'done') done += 1;
      else reports.push(report);
    });
    exited.then(() => reject(new Error(`the Perl SMSC did not start:\n${errors.join('\n')}`)), reject);
  });
  const patience = { timeout: 10_000, interval: 5 };
  let ordered = 0;
  async function order(given: PerlOrder): Promise<void> {
    ordered += 1;
    const own = ordered;
    child.stdin.write(`${JSON.stringify(given)}\n`);
    await vi.waitFor(() => expect(done, errors.join('\n')).toBeGreaterThanOrEqual(own), patience);
  }

  return {
    port,
    reports,
    async submits() {
      // Reports come in order, so all that were made before are here when this is done.
      await order({ do: 'behave', change: {} });
      return reports.flatMap((report) => (report.event === 'submit' ? [report] : []));
    },
    order,
    when: (event, count) =>
      vi.waitFor(
        () =>
          expect(
            reports.filter((report) => report.event === event).length,
            errors.join('\n'),
          ).toBeGreaterThanOrEqual(count),
        patience,
      ),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
