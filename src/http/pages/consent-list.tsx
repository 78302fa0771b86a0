import type { ListedConsent, OpenReview } from '../../store/queries/consents.ts';
import type { Person } from '../web-env.ts';

interface ConsentListProps {
  readonly person: Person;
  readonly consents: readonly ListedConsent[];
  /** Whether each is of another number, which leads to its page. */
  readonly withNumbers: boolean;
}

/** What customers said about being texted: how, when, in what words, and who wrote it down. */
export function ConsentList({ person, consents, withNumbers }: ConsentListProps) {
  const { words, format } = person;
  const { consent } = words;
  return (
    <ul class="card rows">
      {consents.map((entry) => (
        <li>
          <div>
            {withNumbers && <a href={consentPath(entry.number)}>{format.phone(entry.number)}</a>}{' '}
            <span class={chipOf(entry)}>
              {consent.states[entry.state]}
              {!entry.isInForce && ` (${consent.superseded})`}
            </span>
            <br />
            {entry.wording !== '' && (
              <>
                <q>{entry.wording}</q>
                <br />
              </>
            )}
            <small>{howWords(person, entry)}</small>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The page of a number's consent. */
export function consentPath(number: string): string {
  return `/settings/consent?number=${encodeURIComponent(number)}`;
}

function chipOf({ state, isInForce }: ListedConsent): string {
  if (!isInForce) return 'chip';
  return state === 'opted-out' ? 'chip bad' : 'chip good';
}

function howWords({ words, format }: Person, { at, source, lineNumber, actor }: ListedConsent): string {
  const { consent } = words;
  const who = actor === 'customer' ? consent.byCustomer : actor.replace(/^\w+:/, '');
  const to = lineNumber === null ? [] : [consent.to(format.phone(lineNumber))];
  return [format.time(at), [consent.sources[source], ...to].join(' '), consent.recordedBy(who)].join(' · ');
}

interface ReviewListProps {
  readonly person: Person;
  readonly reviews: readonly OpenReview[];
}

/** Who seems to ask for no more texts; each is decided on their own page. */
export function ReviewList({ person, reviews }: ReviewListProps) {
  const { format } = person;
  return (
    <ul class="card rows">
      {reviews.map(({ number, wording, askedAt }) => (
        <li>
          <div>
            <a href={consentPath(number)}>{format.phone(number)}</a>
            <br />
            <q>{wording}</q>
            <br />
            <time>{format.time(askedAt)}</time>
          </div>
        </li>
      ))}
    </ul>
  );
}

interface ConsentLinksProps {
  readonly person: Person;
  readonly numbers: readonly string[];
}

/** To what each number of a lead said about being texted. */
export function ConsentLinks({ person, numbers }: ConsentLinksProps) {
  const { words, format } = person;
  return (
    <p class="consent-links">
      {numbers.map((number) => (
        <a href={consentPath(number)}>{`${words.consent.link}: ${format.phone(number)}`}</a>
      ))}
    </p>
  );
}
