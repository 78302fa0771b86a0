import { includedFiles, sectionNames } from '../core/asterisk-conf.ts';
import { lineDiff } from '../core/line-diff.ts';
import { withBlock, withoutBlock } from '../core/marked-block.ts';
import {
  type AsteriskAccounts,
  type AsteriskLayout,
  type ConfTexts,
  pieceFor,
  TARGETS,
} from './asterisk-pieces.ts';
import type { Rejection } from './rejection.ts';

export interface PlannedFile {
  readonly name: string;
  /** null where the file is not there yet. */
  readonly before: string | null;
  readonly after: string;
  /** As `diff -u` shows it, passwords hidden; `''` where nothing changes. */
  readonly diff: string;
}

export interface AsteriskPlan {
  readonly kind: 'plan';
  readonly layout: AsteriskLayout;
  readonly files: readonly PlannedFile[];
}

/** FreePBX's own files, and what each must include for ours to be read; and whose module that is. */
const FREEPBX_MAIN_FILES: readonly (readonly [main: string, includes: string])[] = [
  ['extensions.conf', 'extensions_custom.conf'],
  ['manager.conf', 'manager_custom.conf'],
  ['http.conf', 'http_custom.conf'],
  ['ari.conf', 'ari_general_custom.conf'],
  ['ari.conf', 'ari_additional_custom.conf'],
];
/** What FreePBX writes itself, where a user of our name may be already. */
const FREEPBX_USERS = ['manager.conf', 'manager_additional.conf', 'ari.conf', 'ari_additional.conf'];

/** Every file of /etc/asterisk that a plan looks at. */
export const FILES_LOOKED_AT: readonly string[] = [
  ...new Set([...TARGETS.freepbx, ...TARGETS.plain, ...FREEPBX_USERS, 'extensions_additional.conf']),
];

/** FreePBX is known by the dialplan that it generates. */
export function detectLayout(files: ConfTexts): AsteriskLayout {
  return files.has('extensions_additional.conf') ? 'freepbx' : 'plain';
}

/** What an installation would write; nothing is written, and the rest of each file stays as it is. */
export function planInstall(
  layout: AsteriskLayout,
  files: ConfTexts,
  samples: ConfTexts,
  accounts: AsteriskAccounts,
): AsteriskPlan | Rejection {
  const refusal = accountProblem(accounts, layout) ?? layoutProblem(layout, files);
  if (refusal !== null) return refusal;
  const planned: PlannedFile[] = [];
  for (const name of TARGETS[layout]) {
    const before = files.get(name) ?? null;
    const own = withoutBlock(before ?? '');
    if (own === null) return brokenMarks(name);
    const piece = pieceFor(name, layout, own, samples, accounts);
    const taken = takenSection(name, own, piece, layout, files);
    if (taken !== null) return taken;
    const after = withBlock(before ?? '', piece);
    if (after === null) return brokenMarks(name);
    planned.push(plannedFile(name, before, after));
  }
  return { kind: 'plan', layout, files: planned };
}

/** What taking everything of ours out again would write. */
export function planUninstall(files: ConfTexts): AsteriskPlan | Rejection {
  const planned: PlannedFile[] = [];
  for (const name of [...TARGETS.freepbx, ...TARGETS.plain]) {
    const before = files.get(name);
    if (before === undefined) continue;
    const after = withoutBlock(before);
    if (after === null) return brokenMarks(name);
    if (after !== before) planned.push(plannedFile(name, before, after));
  }
  return { kind: 'plan', layout: detectLayout(files), files: planned };
}

function plannedFile(name: string, before: string | null, after: string): PlannedFile {
  const diff = lineDiff(name, before, after);
  // It goes to a terminal, and from there into tickets and chats.
  const shown = diff.replace(/^([ +-]\s*\w*(?:password|secret)\s*=>?\s*).*$/gim, '$1(not shown)');
  return { name, before, after, diff: shown };
}

function accountProblem(accounts: AsteriskAccounts, layout: AsteriskLayout): Rejection | null {
  for (const [option, user] of [
    ['ari_user', accounts.ariUser],
    ['ami_user', accounts.amiUser],
  ] as const) {
    if (/^[\w.-]+$/.test(user) && user !== 'general') continue;
    const problem = `asterisk.${option} has characters that cannot stand in Asterisk's files.`;
    return { kind: 'invalid', problem, remedy: 'Use letters, digits, _ . and - only.' };
  }
  for (const [option, password] of [
    ['ari_password', accounts.ariPassword],
    ['ami_password', accounts.amiPassword],
  ] as const) {
    // Asterisk cuts a value at `;`, strips blanks, and reads `=>` as `=`; FreePBX breaks on a +.
    const isSafe = /^[!-:<-[\]-~]+$/.test(password) && !password.startsWith('>');
    if (isSafe && !(layout === 'freepbx' && password.includes('+'))) continue;
    const problem = `asterisk.${option} has characters that Asterisk or FreePBX would read as something else.`;
    return { kind: 'invalid', problem, remedy: 'Use letters and digits: openssl rand -hex 24' };
  }
  return null;
}

function layoutProblem(layout: AsteriskLayout, files: ConfTexts): Rejection | null {
  if (layout === 'plain') {
    if (detectLayout(files) === 'plain') return null;
    const problem = 'This folder is FreePBX’s, which overwrites extensions.conf and the like.';
    return { kind: 'refused', problem, remedy: 'Use --freepbx.' };
  }
  for (const [main, custom] of FREEPBX_MAIN_FILES) {
    const text = files.get(main);
    if (text !== undefined && includedFiles(text).includes(custom)) continue;
    const problem = `${main} ${text === undefined ? 'is not there' : `does not include ${custom}`}, as FreePBX has it.`;
    const remedy =
      main === 'ari.conf'
        ? 'Install the module that writes it: fwconsole ma downloadinstall arimanager && fwconsole reload'
        : 'Use --plain for an Asterisk without FreePBX, or --dir for another folder.';
    return { kind: 'refused', problem, remedy };
  }
  return null;
}

/** A section of ours that somebody else has: two of a name are read as one, or not at all. */
function takenSection(
  name: string,
  own: string,
  piece: string,
  layout: AsteriskLayout,
  files: ConfTexts,
): Rejection | null {
  const ours = sectionNames(piece).filter((section) => section !== 'general');
  // Beside ari_additional_custom.conf stands ari_additional.conf, beside manager_custom.conf manager_additional.conf.
  const pages =
    layout === 'freepbx'
      ? FREEPBX_USERS.filter((page) => name.startsWith(page.replace(/(_additional)?\.conf$/, '_')))
      : [];
  const others = pages.map((page) => [page, files.get(page) ?? ''] as const);
  for (const [file, text] of [[name, own] as const, ...others]) {
    const section = sectionNames(text).find((each) => ours.includes(each));
    if (section === undefined) continue;
    const remedy =
      file === name
        ? `Take that section out of ${file} (copied by hand before?), and run this again: it is written anew.`
        : 'Delete that user in FreePBX, or give textback another name in textback.toml.';
    return { kind: 'refused', problem: `${file} has a section [${section}] already.`, remedy };
  }
  return null;
}

function brokenMarks(name: string): Rejection {
  return {
    kind: 'refused',
    problem: `${name} has "; BEGIN textback" without its "; END textback", or more than one of them.`,
    remedy: 'Take out what is between them and the marks themselves, and run this again.',
  };
}
