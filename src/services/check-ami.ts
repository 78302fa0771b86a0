import type { AmiExaminer, PbxExaminer } from '../asterisk/pbx-examiner.ts';
import { type Findings, failure, orFine, skipped } from '../core/checkup.ts';
import { ACCOUNTS } from './check-test-links.ts';

/** What the daemon asks of AMI, besides what everybody may. */
const ACTIONS = ['DBPut', 'DBDel', 'DBGet', 'DBGetTree', 'Filter', 'CoreShowChannels', 'Getvar'] as const;

/**
 * Whether AMI lets us in and do what we need. Of what a user may hear, Asterisk tells nothing but that it is booted:
 * the rest shows only in manager.conf.
 */
export async function checkAmi(pbx: PbxExaminer, place: string, user: string): Promise<Findings> {
  const ami = await pbx.ami();
  if (typeof ami === 'string') return [failure(ami, ACCOUNTS)];
  const allowed = await ami.actions();
  const forbidden = ACTIONS.filter((action) => !allowed.has(action.toLowerCase()));
  const reload = 'then: asterisk -rx "manager reload"';
  return orFine(
    [
      ...(forbidden.length === 0
        ? []
        : [
            failure(
              `AMI user '${user}' may not ask for ${forbidden.join(', ')}`,
              `Write under [${user}] in manager.conf: write=system,reporting,message; ${reload}`,
            ),
          ]),
      // It is said right after the login, before any answer.
      ...(ami.saidBooted
        ? []
        : [
            failure(
              `AMI user '${user}' is not told that Asterisk is fully booted, which the daemon waits for`,
              `Write under [${user}] in manager.conf: read=system,call,reporting,user,dialplan; ${reload}; or Asterisk is still starting`,
            ),
          ]),
    ],
    `lets ${user} in at ${place}, and do what is needed`,
  );
}

/** Asks what only AMI knows; where it does not let us in, or does not let us ask, that is not asked. */
export async function throughAmi(
  pbx: PbxExaminer,
  ask: (ami: AmiExaminer) => Promise<Findings>,
): Promise<Findings> {
  const ami = await pbx.ami();
  if (typeof ami === 'string') return [skipped('AMI is not reached')];
  try {
    return await ask(ami);
  } catch (error) {
    return [skipped(error instanceof Error ? error.message : String(error))];
  }
}
