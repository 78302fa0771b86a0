/** What became of whoever had a name, by the entry of the audit that says so. */
export interface NameEvent {
  readonly id: number;
  /** The new name; null for somebody who was removed: who has the name after that is somebody else. */
  readonly becomes: string | null;
}

/** What of an entry of the audit names people. */
interface Entry {
  readonly id: number;
  /** `user:Maria`, `cli:root`. */
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

const PERSON = 'user:';
/** Where the audit has the bare name of a person in what was before and after. */
const NAME_KEYS: ReadonlySet<string> = new Set(['owner', 'leadsTo']);
const WITH_NAME: ReadonlySet<string> = new Set([...NAME_KEYS, 'name']);

/**
 * What somebody is called now whom the audit names as they were called then.
 * @param since the id of the entry that names them
 * @param eventsOf of a name, by ascending id
 */
export function presentName(
  named: string,
  since: number,
  eventsOf: (name: string) => readonly NameEvent[],
): string {
  let [name, from] = [named, since];
  for (;;) {
    const next = eventsOf(name).find(({ id }) => id >= from);
    if (next === undefined || next.becomes === null) return name;
    [name, from] = [next.becomes, next.id + 1];
  }
}

/** An entry with people as they are called now; what they were called before stands in that of a new name only. */
export function withPresentNames<Kept extends Entry>(
  entry: Kept,
  eventsOf: (name: string) => readonly NameEvent[],
): Kept {
  const { id, action, before, after } = entry;
  const present = (name: string) => presentName(name, id, eventsOf);
  const labelled = (text: string) =>
    text.startsWith(PERSON) ? `${PERSON}${present(text.slice(PERSON.length))}` : text;
  const isOfPerson = entry.subject.startsWith(PERSON);
  const [actor, subject] = [labelled(entry.actor), labelled(entry.subject)];
  if (isOfPerson && action === 'set name') return { ...entry, actor, subject };
  const isOfNames = action === 'set owners' || (isOfPerson && ['add', 'remove'].includes(action));
  const keys = isOfNames ? WITH_NAME : NAME_KEYS;
  const told = (value: unknown, isName: boolean): unknown => {
    if (typeof value === 'string') return isName ? present(value) : labelled(value);
    if (Array.isArray(value)) return value.map((each) => told(each, isName));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, told(each, keys.has(key))]));
  };
  const isAssigned = action === 'assign';
  return { ...entry, actor, subject, before: told(before, isAssigned), after: told(after, isAssigned) };
}
