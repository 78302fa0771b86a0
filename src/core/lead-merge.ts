/** What of a lead a merge may change. Times in milliseconds UTC. */
export interface MergeableFields {
  readonly name: string;
  readonly ownerId: number | null;
  /** Null while the conversation is open. */
  readonly closedAt: number | null;
  readonly lastActivityAt: number;
  readonly lastTextAt: number | null;
  readonly pausedUntil: number | null;
}

export interface Unread {
  readonly reader: string;
  readonly texts: number;
  readonly newestAt: number;
}

/** Two leads that are one person: the first goes on, and takes from the other what it lacks itself. */
export function mergeFields(into: MergeableFields, from: MergeableFields): MergeableFields {
  return {
    name: into.name === '' ? from.name : into.name,
    ownerId: into.ownerId ?? from.ownerId,
    // Closed only where both are.
    closedAt: into.closedAt === null || from.closedAt === null ? null : latest(into.closedAt, from.closedAt),
    lastActivityAt: Math.max(into.lastActivityAt, from.lastActivityAt),
    lastTextAt: latest(into.lastTextAt, from.lastTextAt),
    pausedUntil: latest(into.pausedUntil, from.pausedUntil),
  };
}

/** What is to be as before a merge: whatever is still as the merge left it. What changed since stays. */
export function fieldsToRestore(
  now: MergeableFields,
  before: MergeableFields,
  after: MergeableFields,
): MergeableFields {
  const keep = <Name extends keyof MergeableFields>(name: Name): MergeableFields[Name] =>
    now[name] === after[name] ? before[name] : now[name];
  return {
    name: keep('name'),
    ownerId: keep('ownerId'),
    closedAt: keep('closedAt'),
    lastActivityAt: keep('lastActivityAt'),
    lastTextAt: keep('lastTextAt'),
    pausedUntil: keep('pausedUntil'),
  };
}

/** Unread texts of two leads together. */
export function mergeUnread(into: readonly Unread[], from: readonly Unread[]): readonly Unread[] {
  const readers = new Set([...into, ...from].map(({ reader }) => reader));
  return [...readers].map((reader) => {
    const all = [...into, ...from].filter((each) => each.reader === reader);
    return {
      reader,
      texts: all.reduce((sum, { texts }) => sum + texts, 0),
      newestAt: Math.max(...all.map(({ newestAt }) => newestAt)),
    };
  });
}

/**
 * Unread texts of two leads apart again. Who has read since has read both; what came since stays with the first.
 * @returns of the first lead, and of the other
 */
export function splitUnread(
  now: readonly Unread[],
  into: readonly Unread[],
  from: readonly Unread[],
): readonly [readonly Unread[], readonly Unread[]] {
  const merged = mergeUnread(into, from);
  const others = from.filter(({ reader }) => isUnreadStill(now, merged, reader));
  const own = now.flatMap((each) => {
    const was = others.find(({ reader }) => reader === each.reader);
    if (was === undefined) return [each];
    const texts = each.texts - was.texts;
    const before = into.find(({ reader }) => reader === each.reader);
    const isAsMerged = merged.some(
      ({ reader, newestAt }) => reader === each.reader && newestAt === each.newestAt,
    );
    const newestAt = isAsMerged && before !== undefined ? before.newestAt : each.newestAt;
    return texts === 0 ? [] : [{ ...each, texts, newestAt }];
  });
  return [own, others];
}

/** As many as when they were merged, or more: nobody has looked since. */
function isUnreadStill(now: readonly Unread[], merged: readonly Unread[], reader: string): boolean {
  const count = (list: readonly Unread[]) => list.find((each) => each.reader === reader)?.texts ?? 0;
  return count(now) >= count(merged);
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}
