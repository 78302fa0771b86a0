import type { Person } from '../web-env.ts';
import { Choice } from './choice.tsx';

interface ChooseLineProps {
  readonly person: Person;
  /** The page that is asked for with `?line=NUMBER`. */
  readonly action: string;
  readonly label: string;
  readonly lines: readonly { readonly name: string; readonly number: string }[];
  readonly number: string | null;
  /** What stands for no line in particular, first; a page that always has one leaves it out. */
  readonly everyLine?: string;
}

/** Which line the page is about. */
export function ChooseLine({ person, action, label, lines, number, everyLine }: ChooseLineProps) {
  const { words, format } = person;
  const options = [
    ...(everyLine === undefined ? [] : [['', everyLine] as const]),
    ...lines.map((line) => [line.number, `${line.name} · ${format.phone(line.number)}`] as const),
  ];
  return (
    <form class="filters" method="get" action={action} data-autosubmit="">
      <Choice name="line" label={label} options={options} value={number ?? ''} />
      <noscript>
        <button type="submit">{words.filter}</button>
      </noscript>
    </form>
  );
}
