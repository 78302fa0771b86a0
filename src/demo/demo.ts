import { formatHunt } from '../core/hunt-words.ts';
import { openStore } from '../store/open-store.ts';
import { startDemoDaemon } from './demo-daemon.ts';
import { DemoFailure } from './demo-failure.ts';
import { createDemoFolder, DEMO_SYSTEM_ID, type DemoFolder } from './demo-folder.ts';
import { addDemoGuest } from './demo-guest.ts';
import { setUpDemoLine } from './demo-line.ts';
import { type DemoPbx, type PbxChoice, startDemoPbx } from './demo-pbx.ts';
import { createDemoScreen, type DemoOutput, type DemoScreen } from './demo-screen.ts';
import { type DemoScene, tellMissedCall } from './demo-story.ts';
import { receiveVisitor } from './demo-visit.ts';
import { createDemoWatch, type DemoWatch } from './demo-watch.ts';
import { type SmppServer, startSmppServer } from './smpp-server.ts';

export interface DemoOptions extends DemoOutput {
  /** Stop after the story instead of staying up. */
  readonly once: boolean;
  readonly pbx: PbxChoice;
  /** The file that node runs as `textback`. */
  readonly cliEntry: string;
  /** How the newcomer types the command, e.g. `npx --no-install textback`. */
  readonly commandName: string;
  /** Where a person can type, or null. */
  readonly keyboard: NodeJS.ReadableStream | null;
  /** Ends the demo at any time; everything it started is stopped first. */
  readonly signal: AbortSignal;
}

const READY_WITHIN_MS = 20_000;
const RECEIPT_AFTER_MS = 1_000;
const LOG_TAIL_LINES = 30;

/** What has been started, in order; stopped in reverse. */
interface Stage {
  readonly closers: (() => Promise<void>)[];
  readonly logs: Map<string, () => string>;
}

/**
 * Shows a newcomer the main job: a call that nobody answers becomes a text and a lead. Returns the exit
 * code: 0 only if the SMPP server accepted the text, the lead is in the database and one credit is spent;
 * 130 when stopped before that.
 */
export async function runDemo(options: DemoOptions): Promise<number> {
  const screen = createDemoScreen(options);
  const stage: Stage = { closers: [], logs: new Map() };
  let shown = false;
  try {
    await perform(options, screen, stage, () => {
      shown = true;
    });
    return 0;
  } catch (error) {
    if (options.signal.aborted) return shown ? 0 : 130;
    if (!(error instanceof DemoFailure)) screen.error('The demo broke down:');
    screen.error(error instanceof Error ? error.message : String(error));
    for (const [name, log] of stage.logs) tellLog(options, name, log());
    return 1;
  } finally {
    await stop(screen, stage);
  }
}

async function perform(
  options: DemoOptions,
  screen: DemoScreen,
  stage: Stage,
  onShown: () => void,
): Promise<void> {
  const { signal, once, commandName, keyboard } = options;
  screen.heading('textback demo: a call that nobody answers becomes a text and a lead');
  screen.plain('');
  const folder = await createDemoFolder();
  stage.closers.push(folder.remove);
  const pbx = await startPbx(options, screen, stage);
  signal.throwIfAborted();
  const smpp = await startCarrier(folder, stage);
  await folder.configure(pbx, smpp.port);
  const store = openStore(folder.databasePath);
  stage.closers.push(async () => store.close());
  const { watch, pagesUrl } = await startDaemon(options, screen, stage, folder);
  tellLine(screen, setUpDemoLine(store));
  const guest = await addDemoGuest(store, Intl.DateTimeFormat().resolvedOptions().timeZone);
  const scene: DemoScene = { store, smpp, watch, screen, placeCall: pbx.placeCall };
  const latencyMs = await tellMissedCall(scene);
  onShown();
  screen.plain(`\nA missed call became a text ${latencyMs} ms later, and a lead to call back.`);
  if (once) return;
  const { configPath, logPath } = folder;
  await receiveVisitor({
    scene,
    configPath,
    logPath,
    commandName,
    keyboard,
    signal,
    guest,
    pagesUrl: pagesUrl(),
  });
}

async function startPbx(options: DemoOptions, screen: DemoScreen, stage: Stage): Promise<DemoPbx> {
  const pbx = await startDemoPbx(options.pbx, (line) => screen.tell(Date.now(), `${line} …`), options.signal);
  stage.closers.push(pbx.stop);
  stage.logs.set('the PBX', pbx.logText);
  const [first = '', ...rest] = pbx.description;
  screen.tell(Date.now(), `PBX: ${first}`);
  for (const line of rest) screen.detail(line);
  return pbx;
}

async function startCarrier(folder: DemoFolder, stage: Stage): Promise<SmppServer> {
  const smpp = await startSmppServer({
    systemId: DEMO_SYSTEM_ID,
    password: folder.smppPassword,
    behaviour: {
      receipt: { state: 'delivered', afterMs: RECEIPT_AFTER_MS, form: 'both', ids: 'as-answered' },
    },
  });
  stage.closers.push(smpp.close);
  return smpp;
}

async function startDaemon(
  options: DemoOptions,
  screen: DemoScreen,
  stage: Stage,
  folder: DemoFolder,
): Promise<{ readonly watch: DemoWatch; readonly pagesUrl: () => string | null }> {
  const { cliEntry, signal } = options;
  const daemon = startDemoDaemon({ cliEntry, configPath: folder.configPath, logPath: folder.logPath });
  stage.closers.push(daemon.stop);
  stage.logs.set('the daemon', daemon.logText);
  const watch = createDemoWatch(signal, daemon.whyEnded);
  const at = await watch.until('the daemon to be ready', READY_WITHIN_MS, daemon.readyAt);
  screen.tell(at, `Daemon ready: textback serve, process ${daemon.pid}, connected to the PBX and to an`);
  screen.detail('SMPP server inside this demo, which plays the carrier.');
  return { watch, pagesUrl: daemon.pagesUrl };
}

function tellLine(screen: DemoScreen, { line, balance }: ReturnType<typeof setUpDemoLine>): void {
  screen.tell(
    line.createdAt,
    `Line ${line.number} "${line.name}" set up: forwards to ${formatHunt(line.hunt)}; ${balance} credits.`,
  );
  screen.detail(`It rings for ${line.ringTimeoutSeconds} s here so that you need not wait; 25 s is usual.`);
}

function tellLog({ err }: DemoOptions, name: string, log: string): void {
  const tail = log.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
  err(`\n===== the end of the log of ${name} =====\n${tail}\n`);
}

async function stop(screen: DemoScreen, { closers }: Stage): Promise<void> {
  screen.plain('\nStopping everything …');
  let left = 0;
  for (const close of closers.reverse()) {
    await close().catch((error: unknown) => {
      left += 1;
      screen.error(`Something could not be stopped or removed: ${String(error)}`);
    });
  }
  if (left === 0) screen.plain('Stopped: no process and no file is left behind.');
}
