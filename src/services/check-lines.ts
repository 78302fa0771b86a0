import { type Finding, type Findings, failure, fine, orFine, warning } from '../core/checkup.ts';
import { checkTemplate } from '../core/placeholders.ts';
import type { Store } from '../store/open-store.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Reader } from '../store/queries.ts';

/** Whether each line can ring somebody and text whoever nobody answers. @param gateways names, as configured */
export function checkLines(store: Pick<Store, 'read'>, gateways: readonly string[]): Findings {
  return store.read((reader) => {
    const lines = reader.lines.all();
    if (lines.length === 0) {
      return [
        failure(
          'there is no line yet',
          'Add your number: textback line add +12125550100 --forward +12125550199',
        ),
      ];
    }
    const off = lines.filter(({ enabled }) => !enabled).length;
    const count = `${lines.length} ${lines.length === 1 ? 'line' : 'lines'}`;
    const problems = lines.flatMap((line) => judgeLine(reader, line, gateways));
    return off === lines.length
      ? [
          ...problems,
          warning(`${count}, and no text-back is on`, `textback line set ${lines[0]?.number} enabled on`),
        ]
      : orFine(problems, off === 0 ? count : `${count}, of which ${off} with text-back off`);
  });
}

function judgeLine(reader: Reader, line: LineRow, gateways: readonly string[]): readonly Finding[] {
  const { id, number, mode, message } = line;
  const problems: Finding[] = [];
  if (mode === 'control' && reader.lines.destinationsOf(id).length === 0) {
    problems.push(
      failure(`${number} rings nobody`, `Say whom: textback line set ${number} forward +12125550199`),
    );
  }
  const [wrong] = message === null ? [] : checkTemplate(message);
  if (wrong !== undefined) {
    problems.push(
      failure(
        `the message of ${number} cannot be sent: ${wrong.message}`,
        `Write it anew: textback message set ${number} "…"`,
      ),
    );
  }
  const unknown = (line.gateways ?? []).filter((name) => !gateways.includes(name));
  if (unknown.length > 0) {
    problems.push(
      failure(
        `${number} is to send its texts through ${unknown.join(', ')}, and textback.toml has ${gateways.join(', ')}`,
        `Name those, or none for all: textback line set ${number} gateways ${gateways.join(',')}`,
      ),
    );
  }
  return problems;
}

/** Whether texts can be paid for, and for how long. */
export function checkCredits(credits: {
  readonly balance: number;
  readonly daysLeft: number | null;
  readonly lowBalance: number;
}): Findings {
  const { balance, daysLeft, lowBalance } = credits;
  const topUp = 'Top up: textback credits topup 100';
  if (balance <= 0) return [failure('none is left: nobody is texted', topUp)];
  const left = `${balance} left${daysLeft === null ? '' : `, for about ${daysLeft} ${daysLeft === 1 ? 'day' : 'days'}`}`;
  return balance < lowBalance || (daysLeft !== null && daysLeft < WEEK)
    ? [warning(`only ${left}`, topUp)]
    : [fine(left)];
}

/** Days. */
const WEEK = 7;
