import { createInterface } from 'node:readline';
import { DEMO_CAST } from './demo-cast.ts';
import { DemoFailure } from './demo-failure.ts';
import type { DemoGuest } from './demo-guest.ts';
import { type DemoScene, tellMissedCall } from './demo-story.ts';

export interface DemoVisit {
  readonly scene: DemoScene;
  readonly configPath: string;
  readonly logPath: string;
  readonly guest: DemoGuest;
  /** Where the pages are; null where they could not be served. */
  readonly pagesUrl: string | null;
  /** How the newcomer types the command, e.g. `npx --no-install textback`. */
  readonly commandName: string;
  /** Where a person can type, or null. */
  readonly keyboard: NodeJS.ReadableStream | null;
  /** Aborted when the newcomer has had enough. */
  readonly signal: AbortSignal;
}

const LOOK_AROUND = [
  ['call list', 'every call, and what came of it'],
  ['call explain 1', 'why call 1 was answered with a text'],
  ['lead list', 'whom to call back'],
  ['lead show 1', 'everything that happened with lead 1'],
  ['credits history', 'where the credits went'],
] as const;

/** Says how to look around, and stays until the newcomer has had enough. @throws DemoFailure if the daemon ends */
export async function receiveVisitor(visit: DemoVisit): Promise<void> {
  explain(visit);
  const { scene, keyboard, signal } = visit;
  const lines = keyboard === null ? null : createInterface({ input: keyboard, terminal: false });
  const wishes: string[] = [];
  lines?.on('line', (line) => wishes.push(line.trim().toLowerCase()));
  // Ctrl-D.
  let gone = false;
  lines?.on('close', () => {
    gone = true;
  });
  try {
    while (!signal.aborted && !gone) {
      const wish = await scene.watch.until('a wish', Number.POSITIVE_INFINITY, () =>
        gone ? 'nothing more' : wishes.shift(),
      );
      if (wish === '') await tellMissedCall(scene);
      if (wish === 'r') await tellReply(scene);
      if (wish === '' || wish === 'r') scene.screen.plain('');
    }
  } finally {
    lines?.close();
  }
}

function explain(visit: DemoVisit): void {
  const { scene, configPath, logPath, commandName, keyboard, guest, pagesUrl } = visit;
  const { screen } = scene;
  if (pagesUrl !== null) {
    screen.heading('It stays up. Look around in the browser:');
    screen.plain(`  ${pagesUrl}   name ${guest.name}, password ${guest.password}`);
  }
  screen.heading(`${pagesUrl === null ? 'It stays up. Look around' : 'Or'} in another terminal:`);
  screen.plain(`  cd ${process.cwd()}`);
  screen.plain(`  export TEXTBACK_CONFIG=${configPath}`);
  const width = Math.max(...LOOK_AROUND.map(([command]) => command.length));
  for (const [command, what] of LOOK_AROUND) {
    screen.plain(`  ${commandName} ${command.padEnd(width)}   # ${what}`);
  }
  screen.plain(`  tail -f ${logPath}`);
  screen.plain('');
  if (keyboard !== null) {
    screen.plain(
      'Press Enter here to miss another call, or r and Enter to reply to the text as the customer.',
    );
  }
  screen.plain('Ctrl-C stops everything and removes the temporary folder.');
}

/** The customer writes back; told once it is in the database. */
async function tellReply({ store, smpp, watch, screen }: DemoScene): Promise<void> {
  const newest = () =>
    store.read((reader) => {
      const lead = reader.leads.byNumber(DEMO_CAST.customer);
      return lead === undefined ? undefined : reader.messages.ofLead(lead.id, 1)[0];
    });
  const before = newest()?.id ?? 0;
  const status = await smpp.sendInbound({
    from: DEMO_CAST.customer,
    to: DEMO_CAST.line,
    text: DEMO_CAST.reply,
  });
  if (status !== 0)
    throw new DemoFailure(`The daemon refused the customer's reply with SMPP status ${status}.`);
  const reply = await watch.until('the reply to be stored', 5_000, () => {
    const message = newest();
    return message !== undefined && message.id > before && message.direction === 'in' ? message : undefined;
  });
  screen.tell(
    reply.createdAt,
    `${DEMO_CAST.customerName} replied, and lead ${reply.leadId} has it on its timeline:`,
  );
  screen.detail(`"${reply.body}"`);
}
