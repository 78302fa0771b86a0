import type { Millis } from '../core/clock.ts';
import type { Country } from '../core/phone.ts';
import { parseTag } from '../core/tags.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import { callOffTextBacks } from './call-off-text-backs.ts';
import { findLead } from './find-lead.ts';
import type { Rejection } from './rejection.ts';
import { dropResponseClock } from './response-clock.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

const MAX_TAGS = 50;

export interface TagRequest {
  /** As `findLead` takes it. */
  readonly who: string;
  /** In any spelling that `parseTag` reads. */
  readonly tags: readonly string[];
  readonly dryRun: boolean;
}

export type TaggedLead =
  | {
      readonly kind: 'changed' | 'unchanged';
      readonly lead: LeadSummary;
      /** All that it has now. */
      readonly tags: readonly string[];
    }
  | Rejection;

/** Puts tags on a lead. One that forbids texting calls off the text-backs that wait for it, too. */
export function tagLead(
  store: Store,
  request: TagRequest,
  country: Country,
  actor: Actor,
  now: Millis,
): TaggedLead {
  const change: Change = (before, tags) => [...before, ...tags.filter((tag) => !before.includes(tag))];
  return changeTags(store, request, change, country, actor, now);
}

/** Takes tags off a lead. */
export function untagLead(
  store: Store,
  request: TagRequest,
  country: Country,
  actor: Actor,
  now: Millis,
): TaggedLead {
  return changeTags(
    store,
    request,
    (before, tags) => before.filter((tag) => !tags.includes(tag)),
    country,
    actor,
    now,
  );
}

type Change = (before: readonly string[], tags: readonly string[]) => readonly string[];

function changeTags(
  store: Store,
  { who, tags: typed, dryRun }: TagRequest,
  change: Change,
  country: Country,
  actor: Actor,
  now: Millis,
): TaggedLead {
  const tags: string[] = [];
  for (const each of typed) {
    const tag = parseTag(each);
    if (tag === null) return notATag(each);
    tags.push(tag);
  }
  return transactOrRehearse(store, dryRun, (tx) => {
    const found = findLead(tx, who, country);
    if (found.kind !== 'lead') return found;
    const { lead } = found;
    const before = tx.tags.of(lead.id);
    const after = [...change(before, tags)].sort();
    if (after.length > MAX_TAGS) return tooMany();
    if (after.length === before.length) return { kind: 'unchanged', lead, tags: before };
    setTags(tx, lead, before, after, actor, now);
    return { kind: 'changed', lead, tags: after };
  });
}

function setTags(
  tx: Writer,
  lead: LeadSummary,
  before: readonly string[],
  after: readonly string[],
  { label: actor }: Actor,
  now: Millis,
): void {
  const added = after.filter((tag) => !before.includes(tag));
  const removed = before.filter((tag) => !after.includes(tag));
  tx.tags.add({ leadId: lead.id, tags: added, actor, at: now });
  tx.tags.remove({ leadId: lead.id, tags: removed, actor, at: now });
  tx.audit.record({ at: now, actor, action: 'tag', subject: `lead:${lead.id}`, before, after });
  const forbidding = tx.settings.business()['never-text-tags'];
  const forbidden = added.find((tag) => forbidding.includes(tag));
  if (forbidden === undefined) return;
  callOffTextBacks(tx, lead, `the lead was tagged ${forbidden}`, now);
  dropResponseClock(tx, lead.id, now);
}

function notATag(text: string): Rejection {
  return {
    kind: 'invalid',
    problem: `${JSON.stringify(text.slice(0, 64))} cannot be a tag.`,
    remedy: 'Give letters and digits with hyphens between, at most 40, e.g. spam or wrong-number.',
  };
}

function tooMany(): Rejection {
  return {
    kind: 'refused',
    problem: `A lead has at most ${MAX_TAGS} tags.`,
    remedy: 'Take some off with `textback lead untag`.',
  };
}
