import { parseWeek } from '../../core/hours-words.ts';
import type { HuntDestination, HuntGroupStep } from '../../core/hunt-group.ts';
import { huntTimeline, isCutOff, type StepTime } from '../../core/hunt-timeline.ts';
import type { LineView } from '../../services/show-line.ts';
import { extensionOf } from '../hunt-form.ts';
import type { Person } from '../web-env.ts';
import { weekWords } from '../week-words.ts';

/** What of a line tells how it rings. */
export type ToldHunt = Pick<LineView, 'hunt' | 'huntOrder' | 'ringTimeoutSeconds' | 'afterMiss' | 'enabled'>;

interface StoryProps {
  readonly person: Person;
  readonly told: ToldHunt;
}

/** What happens when somebody calls, in plain words, and what of it the ring timeout cuts off. */
export function HuntStory({ person, told }: StoryProps) {
  const { hunt: words } = person.words;
  const { hunt, huntOrder, ringTimeoutSeconds, afterMiss, enabled } = told;
  const turns = hunt.length < 2 || huntOrder === 'fixed' ? null : words.turns[huntOrder];
  const isInOrder = turns === null;
  const times = huntTimeline(hunt, ringTimeoutSeconds);
  return (
    <div class="stack">
      {turns !== null && <p>{turns}</p>}
      <ol class="story">
        {hunt.map((step, index) => (
          <li>
            <StepStory {...{ person, step, isInOrder }} position={index + 1} />
            {isInOrder && <Fate person={person} time={times[index]} timeout={ringTimeoutSeconds} />}
          </li>
        ))}
        {hunt.length === 0 && <li>{words.nobody}</li>}
        <li>
          {words.ends[afterMiss](ringTimeoutSeconds)} {enabled ? words.texted : words.notTexted}
        </li>
      </ol>
      {!isInOrder && isCutOff(hunt, ringTimeoutSeconds) && (
        <p class="silence">{words.turnsCut(ringTimeoutSeconds)}</p>
      )}
    </div>
  );
}

interface StepStoryProps {
  readonly person: Person;
  readonly step: HuntGroupStep;
  readonly position: number;
  readonly isInOrder: boolean;
}

function StepStory({ person, step, position, isInOrder }: StepStoryProps) {
  const { words, format } = person;
  const { destinations, ringSeconds: seconds, hours } = step;
  if (destinations.length === 0) return <>{words.hunt.nobody}</>;
  const list = new Intl.ListFormat(format.language);
  const nameAll = (phones: readonly HuntDestination[]) =>
    list.format(phones.map((each) => phoneWords(person, each)));
  const asked = destinations.filter(({ confirm }) => confirm);
  const week = hours === null ? null : parseWeek(hours);
  const when = week === null ? null : week.kind === 'hours' ? weekWords(week.hours, format.language) : hours;
  const isOne = destinations.length === 1 && destinations[0]?.kind !== 'line';
  return (
    <>
      {words.hunt.rings({ step: position, isInOrder, who: nameAll(destinations), isOne, seconds, when })}
      {asked.length > 0 && ` ${capital(words.hunt.asked(nameAll(asked), asked.length === 1))}`}
    </>
  );
}

/** What the ring timeout takes away from a step. */
function Fate({ person, time, timeout }: { person: Person; time: StepTime | undefined; timeout: number }) {
  const { hunt: words } = person.words;
  if (time === undefined || time.fate === 'whole') return null;
  const { fate, forSeconds, isAlways } = time;
  const told =
    fate === 'never' ? words.never(timeout, isAlways) : words.cutShort(forSeconds, timeout, isAlways);
  return <p class="silence">{told}</p>;
}

/** What people call a phone. */
function phoneWords({ words, format }: Person, { name, ...destination }: HuntDestination): string {
  if (name !== null) return name;
  const extension = extensionOf(destination);
  if (extension !== null) return words.hunt.extension(extension);
  const { kind, value } = destination;
  if (kind === 'line') return words.hunt.lineOf(format.phone(value));
  return kind === 'number' ? format.phone(value) : value;
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
