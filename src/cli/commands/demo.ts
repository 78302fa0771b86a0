import { type Command, Option } from 'commander';
import type { PbxChoice } from '../../demo/demo-pbx.ts';
import { type Cli, usesColor } from '../cli.ts';
import type { World } from '../world.ts';

interface DemoFlags {
  readonly once?: boolean;
  readonly pbx: PbxChoice;
}

const EXAMPLES = `
auto takes an Asterisk installed on this machine, else builds a private one (Debian, as root, about a minute
the first time), else simulates. The demo touches no database, Asterisk or configuration of yours.

Examples:
  $ textback demo
  $ textback demo --once --pbx simulated`;

export function addDemoCommand(program: Command, { world, withOptions }: Cli): void {
  program
    .command('demo')
    .description('Show the main job: a call that nobody answers becomes a text and a lead')
    .option('--once', 'stop after the call; exit 0 only if text, lead and credit are really there')
    .addOption(
      new Option('--pbx <kind>', 'what to play on').choices(['auto', 'real', 'simulated']).default('auto'),
    )
    .addHelpText('after', EXAMPLES)
    .action(withOptions((_options, flags: DemoFlags) => play(world, flags)));
}

async function play(world: World, { once, pbx }: DemoFlags): Promise<number> {
  // Loaded only here: the other commands start without an SMPP server and a PBX.
  const { runDemo } = await import('../../demo/demo.ts');
  const { env, canAsk, out, err } = world;
  const stopped = new AbortController();
  const stop = () => stopped.abort();
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  for (const signal of signals) process.on(signal, stop);
  try {
    return await runDemo({
      once: once === true,
      pbx,
      cliEntry: process.argv[1] ?? '',
      // Under npm the command is not on the PATH of the newcomer's other terminal.
      commandName: env['npm_lifecycle_event'] === undefined ? 'textback' : 'npx --no-install textback',
      keyboard: canAsk ? process.stdin : null,
      signal: stopped.signal,
      color: usesColor(world),
      out,
      err,
    });
  } finally {
    for (const signal of signals) process.off(signal, stop);
  }
}
