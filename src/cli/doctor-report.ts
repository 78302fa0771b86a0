import { type CheckFinding, type FindingState, summarize } from '../core/checkup.ts';
import { type Report, usesColor } from './cli.ts';
import { createFormat, type Format } from './format.ts';
import type { World } from './world.ts';

const WORDS: Readonly<Record<FindingState, string>> = {
  ok: '✓ ok',
  warning: '! warning',
  failed: '✗ FAILED',
  skipped: '- skipped',
};

/** What a checkup found, for people and programs. @param isWhole whether every check was asked for */
export function reportCheckup(findings: readonly CheckFinding[], world: World, isWhole: boolean): Report {
  const summary = summarize(findings);
  // Without a sound configuration neither country nor time zone is known; neither is shown.
  const page = { country: 'US', timeZone: 'UTC', columns: world.columns, color: usesColor(world) } as const;
  const format = createFormat(page);
  const rows = findings.map(({ name, state, detail }) => [name, WORDS[state], detail]);
  return {
    json: {
      ...summary,
      checks: findings.map(({ name, state, detail, remedy }) => ({ name, state, detail, remedy })),
    },
    text: [
      format.table(['Check', '', 'What was found'], rows),
      remedies(findings, format),
      `\n${conclusion(findings, format, isWhole)}\n`,
    ].join(''),
    isBad: !summary.ok,
  };
}

function remedies(findings: readonly CheckFinding[], format: Format): string {
  const rows = findings.flatMap(({ name, remedy }) => (remedy === null ? [] : [[name, remedy]]));
  if (rows.length === 0) return '';
  return `\n${format.table(['What to do', ''], rows)}`;
}

function conclusion(findings: readonly CheckFinding[], format: Format, isWhole: boolean): string {
  const { ok, failed, warnings, skipped } = summarize(findings);
  if (ok && warnings === 0 && skipped === 0) return isWhole ? 'Everything works.' : 'All of it works.';
  const parts = [
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(warnings > 0 ? [format.count(warnings, 'warning')] : []),
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ];
  return `${ok ? 'Nothing failed; ' : ''}${parts.join(', ')}.`;
}
