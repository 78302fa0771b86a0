import { type Findings, failure, fine, skipped, warning } from '../core/checkup.ts';
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
  const isOurs = [...files.values()].some((text) => findBlock(text).kind !== 'none');
  if (!isOurs) return [skipped(`nothing in ${dir} was written by \`textback asterisk install\``)];
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
