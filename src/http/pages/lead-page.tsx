import type { Html } from '../html.ts';
import { LeadFacts } from './lead-facts.tsx';
import { LeadMerges } from './lead-merges.tsx';
import { Actions, type LeadPanelProps } from './lead-panel.tsx';
import { type Notice, Page } from './page.tsx';

interface LeadPageProps extends LeadPanelProps {
  readonly timeline: Html;
  readonly notice?: Notice | undefined;
}

/** All that is known of a lead, and all that may be done with it. */
export function LeadPage(props: LeadPageProps) {
  const { person, lead, timeline, notice } = props;
  const { words, format, user } = person;
  const who = lead.name === '' ? format.phone(lead.number) : lead.name;
  return (
    <Page person={person} title={who} place="leads" notice={notice}>
      <header class="page-head">
        <a class="back" href="/leads" aria-label={words.leads.back}>
          ‹
        </a>
        <h1>{who}</h1>
        <div class="buttons">
          <a class="button primary" href={`tel:${lead.number}`} hx-boost="false">
            {words.thread.call}
          </a>
          <a class="button" href={`/inbox/${lead.id}`}>
            {words.leads.conversation}
          </a>
          <a class="button" href={`/leads/${lead.id}/contact.vcf`} download hx-boost="false">
            {words.leads.contact}
          </a>
        </div>
      </header>
      <div class="columns">
        <div class="stack">
          <LeadFacts person={person} lead={lead} />
          {user.role !== 'read-only' && (
            <>
              <details class="card folded" data-open-wide="">
                <summary>{words.leads.change}</summary>
                <Actions {...props} back="leads" />
              </details>
              <LeadMerges person={person} lead={lead} />
            </>
          )}
        </div>
        <section class="card stack happened" aria-labelledby="happened">
          <h2 id="happened">{words.leads.timeline}</h2>
          {timeline}
        </section>
      </div>
    </Page>
  );
}
