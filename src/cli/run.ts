import { Command, CommanderError } from 'commander';
import { type Cli, createCli, usesColor } from './cli.ts';
import { addAlertCommands } from './commands/alert.ts';
import { addAsteriskCommands } from './commands/asterisk.ts';
import { addAuditCommands } from './commands/audit.ts';
import { addBackupCommands } from './commands/backup.ts';
import { addBlockCommands } from './commands/block.ts';
import { addCallCommands } from './commands/call.ts';
import { addCapsCommands } from './commands/caps.ts';
import { addCompletionCommands } from './commands/completion.ts';
import { addConfigCommands } from './commands/config.ts';
import { addConsentCommands } from './commands/consent.ts';
import { addCreditsCommands } from './commands/credits.ts';
import { addDataCommands } from './commands/data.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addGatewayCommands } from './commands/gateway.ts';
import { addHealthCommand } from './commands/health.ts';
import { addHolidayCommands } from './commands/holiday.ts';
import { addHoursCommands } from './commands/hours.ts';
import { addInboxCommands } from './commands/inbox.ts';
import { addJsonCommand } from './commands/json.ts';
import { addLeadCommands } from './commands/lead.ts';
import { addLineCommands } from './commands/line.ts';
import { addMessageCommands } from './commands/message.ts';
import { addPrivacyCommands } from './commands/privacy.ts';
import { addReportCommand } from './commands/report.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addSimulateCommand } from './commands/simulate.ts';
import { addStageCommands } from './commands/stage.ts';
import { addTestCallCommand } from './commands/test-call.ts';
import { addTokenCommands } from './commands/token.ts';
import { addUserCommands } from './commands/user.ts';
import { addWebhookCommands } from './commands/webhook.ts';
import { CONFIG_OPTION, JSON_OPTION } from './define-command.ts';
import { EXIT, EXIT_CODES } from './exit-code.ts';
import { harmless } from './harmless.ts';
import { version } from './version.ts';
import type { World } from './world.ts';

/** In the order of the help. A new group is one file and one entry here. */
const GROUPS = [
  addServeCommand,
  addDemoCommand,
  addLineCommands,
  addMessageCommands,
  addHoursCommands,
  addHolidayCommands,
  addCallCommands,
  addSimulateCommand,
  addTestCallCommand,
  addDoctorCommand,
  addHealthCommand,
  addLeadCommands,
  addStageCommands,
  addBlockCommands,
  addInboxCommands,
  addReportCommand,
  addConsentCommands,
  addCreditsCommands,
  addGatewayCommands,
  addAlertCommands,
  addSettingsCommands,
  addUserCommands,
  addTokenCommands,
  addWebhookCommands,
  addAuditCommands,
  addAsteriskCommands,
  addCapsCommands,
  addBackupCommands,
  addPrivacyCommands,
  addDataCommands,
  addConfigCommands,
  addJsonCommand,
  addCompletionCommands,
];

/**
 * Runs one command line, `args` without the program's own name, and returns its exit code. Never throws:
 * whatever goes wrong is said on stderr.
 */
export async function run(args: readonly string[], world: World): Promise<number> {
  const cli = createCli(world);
  const program = createProgram(cli);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return cli.exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.err(`error: textback failed in a way it should not. Please report this:\n${details}\n`);
    return EXIT.failed;
  }
}

/** All commands, ready to read one command line. */
export function createProgram(cli: Cli): Command {
  const { world } = cli;
  const program = new Command('textback')
    .description('Missed-call text-back for Asterisk and FreePBX')
    .version(version())
    .option(...CONFIG_OPTION)
    .option(...JSON_OPTION)
    .addHelpText(
      'after',
      `\nExit codes: ${EXIT_CODES}\n\nExamples:\n  $ textback line list\n  $ textback call explain 12`,
    );
  // Set before the commands are made: they inherit these.
  program.exitOverride().configureOutput({
    writeOut: (text) => world.out(text),
    writeErr: (text) => world.err(harmless(text, usesColor(world))),
    getOutHelpWidth: () => world.columns,
    getErrHelpWidth: () => world.columns,
    getOutHasColors: () => usesColor(world),
    getErrHasColors: () => usesColor(world),
  });
  for (const addCommands of GROUPS) addCommands(program, cli);
  return program;
}
