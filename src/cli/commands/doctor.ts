import { type Command, Option } from 'commander';
import { type ConfigProblem, loadConfig } from '../../config.ts';
import {
  CHECK_NAMES,
  CHECKS,
  type CheckFinding,
  type CheckName,
  failure,
  fine,
  skipped,
} from '../../core/checkup.ts';
import { runChecks, selectChecks } from '../../services/run-checks.ts';
import { DIR_OPTION } from '../asterisk-samples.ts';
import { type Cli, configFile, print } from '../cli.ts';
import { defineCommand } from '../define-command.ts';
import { reportCheckup } from '../doctor-report.ts';
import { CHECKUP } from '../json/upkeep.ts';
import { createProgressLine } from '../progress-line.ts';
import type { World } from '../world.ts';

interface Flags {
  readonly check?: readonly CheckName[];
  readonly dir: string;
}

export function addDoctorCommand(program: Command, { world, withOptions }: Cli): void {
  defineCommand(program, {
    usage: 'doctor',
    summary: 'Check the whole installation, and say what to do about what is wrong',
    json: CHECKUP,
    examples: [
      'textback doctor',
      'sudo -u textback textback doctor',
      'textback doctor --check ami dialplan',
      'textback doctor --json | jq ".checks[] | select(.state == \\"failed\\")"',
    ],
    terms: { title: 'Checks', entries: Object.entries(CHECKS) },
  })
    .addOption(new Option('--check <name...>', 'only these').choices(CHECK_NAMES))
    .option(...DIR_OPTION)
    .addHelpText('after', NOTES)
    .action(
      withOptions(async (options, flags: Flags) => {
        const asked = flags.check ?? CHECK_NAMES;
        const loaded = loadConfig({ ...configFile(options), env: world.env });
        const findings = loaded.ok
          ? await examine(world, loaded, flags.dir, asked)
          : [...loaded.problems.map(asFinding), ...restOf(asked)];
        return print(
          world,
          reportCheckup(findings, world, CHECK_NAMES.length === asked.length),
          options.json === true,
        );
      }),
    );
}

const NOTES = `It changes nothing, sends nothing, and may run at any time beside the daemon. A check may find several things. Exit code
0 where nothing failed, whatever was warned of; 1 where something did.`;

async function examine(
  world: World,
  loaded: Extract<ReturnType<typeof loadConfig>, { ok: true }>,
  dir: string,
  asked: readonly CheckName[],
): Promise<readonly CheckFinding[]> {
  // Loaded only here: the other commands start without Asterisk's libraries.
  const { openDoctorChecks } = await import('../doctor-checks.ts');
  const { systemClock } = await import('../../system-clock.ts');
  const doctor = openDoctorChecks(loaded, dir, world.now());
  const line = createProgressLine(world);
  try {
    const checks = [{ name: 'configuration' as const, ask: () => [fine('sound')] }, ...doctor.checks];
    const found = await runChecks(selectChecks(checks, asked), { clock: systemClock, onProgress: line.on });
    return found.filter(({ name }) => asked.includes(name));
  } finally {
    line.end();
    doctor.close();
  }
}

function asFinding({ key, problem, remedy, where }: ConfigProblem): CheckFinding {
  const place = [where, key].filter((part) => part !== '').join(': ');
  return { name: 'configuration', ...failure(`${place} ${problem}`, remedy) };
}

function restOf(asked: readonly CheckName[]): readonly CheckFinding[] {
  return asked
    .filter((name) => name !== 'configuration')
    .map((name) => ({ name, ...skipped('the configuration is not sound') }));
}
