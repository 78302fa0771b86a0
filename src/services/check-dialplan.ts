import type { AmiExaminer, PbxExaminer } from '../asterisk/pbx-examiner.ts';
import { type Finding, type Findings, failure, orFine, warning } from '../core/checkup.ts';
import { throughAmi } from './check-ami.ts';

/** A place in the dialplan that somebody is sent to, and who. */
export interface NeededPlace {
  readonly context: string;
  readonly extension: string;
  readonly priority: string;
  /** For people: what it is for. */
  readonly use: string;
}

/** Where the shipped dialplan begins, whichever way calls get there. */
const OURS = ['textback-call', 'textback-journal', 'textback-voicemail'] as const;

const INSTALL =
  'Write it, and make Asterisk read it: sudo textback asterisk install && asterisk -rx "dialplan reload" (on FreePBX: fwconsole reload)';

/** Whether Asterisk has the dialplan that hands calls to us, and what it does without us. @param more places that lines name */
export function checkDialplan(
  pbx: PbxExaminer,
  app: string,
  more: readonly NeededPlace[],
): Promise<Findings> {
  return throughAmi(pbx, (ami) => judgeDialplan(ami, app, more));
}

async function judgeDialplan(ami: AmiExaminer, app: string, more: readonly NeededPlace[]): Promise<Findings> {
  const missing: string[] = [];
  for (const context of OURS) if (!(await ami.hasExtension(context, 's'))) missing.push(context);
  const problems: Finding[] = [];
  if (missing.length > 0) problems.push(failure(`Asterisk’s dialplan has no ${missing.join(', ')}`, INSTALL));
  const handedTo = missing.includes('textback-call') ? null : await ami.dataOf('textback-call', 'Stasis');
  if (handedTo !== null && !handedTo.some((data) => data.split(',')[0] === app)) {
    const other = handedTo.map((data) => data.split(',')[0]).join(', ');
    problems.push(
      failure(
        `the dialplan hands calls to the application '${other}', and textback.toml says app = "${app}"`,
        INSTALL,
      ),
    );
  }
  for (const { context, extension, priority, use } of more) {
    if (await ami.hasExtension(context, extension, priority)) continue;
    problems.push(
      failure(
        `there is no ${context},${extension},${priority} in Asterisk’s dialplan: ${use}`,
        `See what there is: asterisk -rx "dialplan show ${context}"`,
      ),
    );
  }
  return orFine(problems, `hands calls to '${app}', and knows what to do without textback`);
}

/** What AstDB should hold, by family, and whether a daemon is there to write it. */
export interface MirroredFamily {
  readonly family: string;
  readonly wanted: ReadonlyMap<string, string>;
  /** For people, e.g. `phones to ring`. */
  readonly what: string;
}

/** Whether Asterisk would ring, and turn away, without us as it is set. */
export function checkFallbacks(pbx: PbxExaminer, families: readonly MirroredFamily[]): Promise<Findings> {
  return throughAmi(pbx, (ami) => judgeFallbacks(ami, families));
}

async function judgeFallbacks(ami: AmiExaminer, families: readonly MirroredFamily[]): Promise<Findings> {
  const problems: Finding[] = [];
  for (const { family, wanted, what } of families) {
    const held = new Map((await ami.databaseTree(family)).map(({ key, value }) => [key, value]));
    const keys = new Set([...held.keys(), ...wanted.keys()]);
    const wrong = [...keys].filter((key) => held.get(key) !== wanted.get(key)).length;
    if (wrong === 0) continue;
    problems.push(
      warning(
        `what Asterisk knows of ${what} for when textback is away is not as set (${wrong} of ${keys.size} entries of AstDB ${family})`,
        'The daemon writes them within 5 s of a change: start it, or see why it cannot: journalctl -u textback',
      ),
    );
  }
  const count = families.reduce((sum, { wanted }) => sum + wanted.size, 0);
  return orFine(problems, `${count} ${count === 1 ? 'entry' : 'entries'} in AstDB for when textback is away`);
}
