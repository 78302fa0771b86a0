import type { LeadView } from '../../services/show-lead.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';

interface LeadMergesProps {
  readonly person: Person;
  readonly lead: LeadView;
}

/** Two leads that are one person become one here, and two again. */
export function LeadMerges({ person, lead }: LeadMergesProps) {
  const { words, format } = person;
  const { leads } = words;
  const [, ...merged] = lead.numbers;
  return (
    <details class="card folded" data-open-wide="">
      <summary>{leads.mergeTitle}</summary>
      <div class="stack">
        <form class="stack" method="post" action={`/leads/${lead.id}/merge`} hx-confirm={leads.confirmMerge}>
          <FormToken person={person} />
          <label>
            {leads.mergeOther}
            <input name="value" required maxlength={40} autocomplete="off" />
          </label>
          <button type="submit">{leads.merge}</button>
        </form>
        {merged.map((number) => (
          <form method="post" action={`/leads/${lead.id}/unmerge`}>
            <FormToken person={person} />
            <input type="hidden" name="value" value={number} />
            <button type="submit">{leads.undoMerge(format.phone(number))}</button>
          </form>
        ))}
      </div>
    </details>
  );
}
