import { optionsOf } from '../core/asterisk-conf.ts';
import { type Finding, type Findings, failure, fine, skipped, warning } from '../core/checkup.ts';
import { findBlock } from '../core/marked-block.ts';
import type { AsteriskAccounts, ConfTexts } from './asterisk-pieces.ts';
import { detectLayout, planInstall } from './plan-asterisk.ts';
import type { Rejection } from './rejection.ts';

/**
 * Whether what `textback asterisk install` wrote is what it would write now: after an update of textback, or of a
 * password, it is not. Files that somebody wrote by hand are theirs.
 */
export function checkAsteriskFiles(
  dir: string,
  files: ConfTexts | Rejection,
  samples: ConfTexts,
  accounts: AsteriskAccounts,
): Findings {
  if ('kind' in files) {
    const way = files.kind === 'not-found' ? 'where it is elsewhere, give --dir FOLDER' : 'run it with sudo';
    return [skipped(`${files.problem.replace(/\.$/, '')} (${way})`)];
  }
  const deaf = judgeHearing(dir, files, accounts.amiUser);
  const isOurs = [...files.values()].some((text) => findBlock(text).kind !== 'none');
  if (!isOurs) {
    const unknown = skipped(`nothing in ${dir} was written by \`textback asterisk install\``);
    return deaf === null ? [unknown] : [deaf];
  }
  return [...judgePlan(dir, files, samples, accounts), ...(deaf === null ? [] : [deaf])];
}

function judgePlan(dir: string, files: ConfTexts, samples: ConfTexts, accounts: AsteriskAccounts): Findings {
  const plan = planInstall(detectLayout(files), files, samples, accounts);
  if (plan.kind !== 'plan') return [failure(plan.problem, plan.remedy)];
  const changed = plan.files.filter(({ diff }) => diff !== '').map(({ name }) => name);
  if (changed.length === 0) return [fine(`${dir} is as \`textback asterisk install\` writes it`)];
  return [
    warning(
      `${changed.join(', ')} in ${dir} ${changed.length === 1 ? 'is' : 'are'} not as this version and this configuration want`,
      'See what would change, and write it: textback asterisk install --dry-run, then sudo textback asterisk install',
    ),
  ];
}

/** What the daemon listens to: channels, trunks and phones, texts, and two steps of the dialplan. */
const HEARD = ['system', 'call', 'reporting', 'user', 'dialplan'];

/** Whether the AMI user may hear what the daemon listens to, which Asterisk itself does not tell. */
function judgeHearing(dir: string, files: ConfTexts, user: string): Finding | null {
  for (const [name, text] of files) {
    const read = name.startsWith('manager') ? optionsOf(text, user).get('read') : undefined;
    if (read === undefined) continue;
    const classes = read.split(',').map((word) => word.trim().toLowerCase());
    const missing = classes.includes('all') ? [] : HEARD.filter((word) => !classes.includes(word));
    if (missing.length === 0) return null;
    return warning(
      `AMI user '${user}' may not hear ${missing.join(', ')} (${dir}/${name}): some calls and voicemails are not told of`,
      `Write under [${user}] in ${name}: read=${HEARD.join(',')}; then: asterisk -rx "manager reload"`,
    );
  }
  return null;
}
