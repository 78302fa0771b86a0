import { mayChange } from '../../core/roles.ts';
import type { ConsentView } from '../../services/show-consent.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import { DecideForm, RecordForm, type TypedConsent } from './consent-form.tsx';
import { ConsentList } from './consent-list.tsx';
import { type Notice, Page } from './page.tsx';
import { SettingsTabs } from './settings-tabs.tsx';
import { Tabs } from './tabs.tsx';

export const CONSENT_FILTERS = ['all', 'opted-out', 'opted-in', 'review'] as const;
export type ConsentFilter = (typeof CONSENT_FILTERS)[number];

interface ConsentPageProps {
  readonly person: Person;
  readonly filter: ConsentFilter;
  readonly list: Html | null;
  /** Where the next page is; null where there is none. */
  readonly more: string | null;
  readonly typed: TypedConsent;
  readonly notice?: Notice | undefined;
}

/** The record of all numbers. */
export function ConsentPage({ person, filter, list, more, typed, notice }: ConsentPageProps) {
  const { consent } = person.words;
  return (
    <Page person={person} title={consent.title} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <h1>{consent.title}</h1>
          <SettingsTabs person={person} open="consent" />
        </header>
        <p class="quiet">{consent.means}</p>
        <search>
          <form class="search" method="get" action="/settings/consent">
            <label>
              {consent.search}
              <input type="search" name="number" inputmode="tel" maxlength={40} required />
            </label>
            <button type="submit">{consent.find}</button>
          </form>
        </search>
        <Tabs
          tabs={CONSENT_FILTERS.map((each) => ({
            href: each === 'all' ? '/settings/consent' : `/settings/consent?show=${each}`,
            label: consent.filters[each],
            isOpen: each === filter,
          }))}
        />
        {list ?? <p class="empty">{filter === 'review' ? consent.noneWaits : consent.empty}</p>}
        {more !== null && (
          <a class="more" href={more}>
            {consent.more}
          </a>
        )}
        {mayChange(person.user.role, 'consent') && <RecordForm {...{ person, typed }} isKnown={false} />}
      </div>
    </Page>
  );
}

interface NumberConsentPageProps {
  readonly person: Person;
  readonly consent: ConsentView;
  /** Null where the number is nobody's. */
  readonly leadId: number | null;
  readonly typed: TypedConsent | null;
  readonly notice?: Notice | undefined;
}

/** What one number said, and what may be recorded of it. */
export function NumberConsentPage({ person, consent, leadId, typed, notice }: NumberConsentPageProps) {
  const { words, format } = person;
  const { number, state, isUnderReview, history } = consent;
  const newestId = history[0]?.id;
  const entries = history.map((entry) => ({ ...entry, isInForce: entry.id === newestId }));
  const mayRecord = mayChange(person.user.role, 'consent');
  return (
    <Page person={person} title={format.phone(number)} place="settings" notice={notice}>
      <div class="settings stack">
        <header class="page-head">
          <a class="button" href="/settings/consent" aria-label={words.consent.back}>
            ‹
          </a>
          <h1>{format.phone(number)}</h1>
          {leadId !== null && (
            <a class="button" href={`/leads/${leadId}`}>
              {words.consent.lead}
            </a>
          )}
        </header>
        <p class="card">{stateWords(person, consent)}</p>
        {isUnderReview && mayRecord && <DecideForm {...{ person, number }} />}
        {entries.length > 0 && (
          <section class="stack" aria-labelledby="said">
            <h2 id="said">{words.consent.history}</h2>
            <ConsentList {...{ person, consents: entries }} withNumbers={false} />
          </section>
        )}
        {mayRecord && state !== 'opted-out' && (
          <RecordForm person={person} typed={typed ?? blank(number, 'opted-out')} isKnown />
        )}
        {state === 'opted-out' && <Lift {...{ person, number, typed }} />}
      </div>
    </Page>
  );
}

/** See services/act-as.ts: that texts are welcome again is an owner's to record. */
function Lift({
  person,
  number,
  typed,
}: Pick<NumberConsentPageProps, 'person' | 'typed'> & { readonly number: string }) {
  return person.user.role === 'owner' ? (
    <RecordForm person={person} typed={typed ?? blank(number, 'opted-in')} isKnown />
  ) : (
    <p class="silence">{person.words.consent.onlyOwners}</p>
  );
}

export function blank(number: string, state: TypedConsent['state']): TypedConsent {
  return { number, state, source: 'phone', note: '' };
}

function stateWords({ words }: Person, { state, isUnderReview }: ConsentView): string {
  const { consent } = words;
  if (state === 'opted-out') return consent.isOut;
  if (isUnderReview) return consent.underReview;
  return state === 'opted-in' ? consent.isIn : consent.never;
}
