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

/** Every command, in the order of the help. A new group is one file and one entry here. */
export const GROUPS = [
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
