import { DateTime } from 'luxon';
import type { Millis } from '../core/clock.ts';
import type { ImportedContact } from '../core/lead-columns.ts';
import { type Country, parsePhone } from '../core/phone.ts';
import { parseTag } from '../core/tags.ts';
import type { Store } from '../store/open-store.ts';
import type { LeadSummary } from '../store/queries/leads.ts';
import type { Writer } from '../store/queries.ts';
import type { Actor } from './act-as.ts';
import type { Business } from './business.ts';
import { findStage } from './find-stage.ts';
import { mergeInto } from './merge-leads.ts';
import { MAX_NOTE_LENGTH } from './note-lead.ts';
import { findUser } from './show-user.ts';
import { transactOrRehearse } from './transact-or-rehearse.ts';

/** A contact of a file, or why its reader could make nothing of it. */
export interface ContactRow {
  /** Where in the file it ends, from 1. */
  readonly line: number;
  /** As it stands there, for the report. */
  readonly raw: string;
  readonly contact: ImportedContact | { readonly why: string };
}

export interface RefusedRow {
  readonly line: number;
  readonly raw: string;
  readonly why: string;
}

export interface ImportCounts {
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly refused: number;
}

type Outcome = 'added' | 'updated' | 'unchanged' | { readonly why: string };

/** Short enough that a call that comes in meanwhile does not wait. */
const ROWS_AT_ONCE = 100;
const MAX_NAME_LENGTH = 60;
const MAX_TAGS = 50;
const MAX_NUMBERS = 20;
const NOTES_COMPARED = 100;

/**
 * Takes contacts in as leads, some at a time. Who is known already gets only what is missing: a name, an owner, tags,
 * notes; their stage stays. Who is new is a closed conversation until they call or text. Yields each row that is
 * refused, as it comes, and returns how many there were of what.
 */
export async function* importLeads(
  store: Store,
  rows: AsyncIterable<ContactRow>,
  { dryRun, file }: { readonly dryRun: boolean; readonly file: string },
  business: Pick<Business, 'country' | 'timeZone'>,
  actor: Actor,
  now: Millis,
): AsyncGenerator<RefusedRow, ImportCounts> {
  const counts = { rows: 0, added: 0, updated: 0, unchanged: 0, refused: 0 };
  /** In a rehearsal, each some is forgotten before the next. */
  const seen = new Set<string>();
  for await (const some of inBatches(rows)) {
    const outcomes = transactOrRehearse(store, dryRun, (tx) =>
      some.map(({ contact }) => ('why' in contact ? contact : take(tx, contact, seen, business, actor, now))),
    );
    for (const [index, outcome] of outcomes.entries()) {
      const row = some[index];
      if (row === undefined) continue;
      counts.rows += 1;
      counts[typeof outcome === 'string' ? outcome : 'refused'] += 1;
      if (typeof outcome !== 'string') yield { line: row.line, raw: row.raw, why: outcome.why };
    }
  }
  const entry = { at: now, actor: actor.label, action: 'import', subject: 'leads', before: null };
  transactOrRehearse(store, dryRun, (tx) => tx.audit.record({ ...entry, after: { file, ...counts } }));
  return counts;
}

async function* inBatches(rows: AsyncIterable<ContactRow>): AsyncGenerator<readonly ContactRow[]> {
  let some: ContactRow[] = [];
  for await (const row of rows) {
    some.push(row);
    if (some.length < ROWS_AT_ONCE) continue;
    yield some;
    some = [];
  }
  if (some.length > 0) yield some;
}

interface ReadContact {
  /** E.164. */
  readonly numbers: readonly [string, ...string[]];
  readonly name: string;
  readonly tags: readonly string[];
  readonly note: string;
  /** Null where the file does not say. */
  readonly stageId: number | null;
  readonly ownerId: number | null;
  readonly createdAt: Millis | null;
}

function take(
  tx: Writer,
  contact: ImportedContact,
  seen: Set<string>,
  business: Pick<Business, 'country' | 'timeZone'>,
  actor: Actor,
  now: Millis,
): Outcome {
  const read = readContact(tx, contact, business, now);
  if ('why' in read) return read;
  const [number, ...others] = read.numbers;
  const taken = others.find((other) => isAnothers(tx, other, number));
  if (taken !== undefined)
    return { why: `${taken} is another lead's: merge them with \`textback lead merge\`.` };
  const wasSeen = seen.has(number);
  for (const each of read.numbers) seen.add(each);
  const { lead, isNew } = findOrAdd(tx, read, now);
  const changes = [
    ...others.map((other) => addNumber(tx, lead, other, actor, now)),
    ...fillIn(tx, lead, read, actor, now),
  ];
  if (isNew && !wasSeen) return 'added';
  return changes.includes(true) ? 'updated' : 'unchanged';
}

function readContact(
  tx: Writer,
  contact: ImportedContact,
  { country, timeZone }: Pick<Business, 'country' | 'timeZone'>,
  now: Millis,
): ReadContact | { readonly why: string } {
  const numbers: string[] = [];
  for (const raw of contact.numbers.slice(0, MAX_NUMBERS)) {
    const phone = parsePhone(raw, country);
    if (phone.kind !== 'number') return { why: `${JSON.stringify(raw.slice(0, 64))} is not a phone number.` };
    if (tx.lines.byNumber(phone.e164) !== undefined)
      return { why: `${phone.e164} is one of your own lines.` };
    if (!numbers.includes(phone.e164)) numbers.push(phone.e164);
  }
  const [first, ...others] = numbers;
  if (first === undefined) return { why: 'It has no phone number.' };
  const name = nameOf(contact, country);
  if (name.length > MAX_NAME_LENGTH || /\p{C}/u.test(name)) {
    return {
      why: `The name has ${name.length} characters, or one that cannot be shown; ${MAX_NAME_LENGTH} are taken.`,
    };
  }
  if (contact.note.length > MAX_NOTE_LENGTH)
    return { why: `The note has more than ${MAX_NOTE_LENGTH} characters.` };
  const tags = contact.tags.map(parseTag);
  const badTag = contact.tags.find((_tag, index) => tags[index] === null);
  if (badTag !== undefined) return { why: `${JSON.stringify(badTag.slice(0, 64))} cannot be a tag.` };
  const stage = contact.stage === '' ? null : findStage(tx, contact.stage);
  if (stage !== null && stage.kind !== 'stage') return { why: `${stage.problem} ${stage.remedy}` };
  const owner = contact.owner === '' ? null : findUser(tx, contact.owner);
  if (owner !== null && owner.kind !== 'user') return { why: `${owner.problem} ${owner.remedy}` };
  const createdAt = contact.created === '' ? null : readTime(contact.created, timeZone);
  if (createdAt !== null && !(createdAt > 0 && createdAt <= now)) {
    return {
      why: `${JSON.stringify(contact.created.slice(0, 64))} is not a time in the past, e.g. 2026-01-31.`,
    };
  }
  return {
    numbers: [first, ...others],
    name,
    tags: tags.filter((tag) => tag !== null).slice(0, MAX_TAGS),
    note: contact.note,
    stageId: stage?.stage.id ?? null,
    ownerId: owner?.user.id ?? null,
    createdAt,
  };
}

/** Where nothing else is known, programs put the number for a name. */
function nameOf(contact: ImportedContact, country: Country): string {
  const name = contact.name.replace(/\s+/g, ' ').trim();
  return parsePhone(name, country).kind === 'number' ? '' : name;
}

/** NaN where it cannot be read. */
function readTime(text: string, zone: string): Millis {
  return DateTime.fromISO(text.replace(' ', 'T'), { zone }).toMillis();
}

function findOrAdd(tx: Writer, { numbers, name, stageId, createdAt }: ReadContact, now: Millis) {
  const stage = stageId ?? tx.leads.firstStage()?.id;
  if (stage === undefined) throw new Error('the pipeline has no stage');
  const at = createdAt ?? now;
  const { lead, isNew } = tx.leads.findOrAdd({ number: numbers[0], name, source: 'import' }, stage, at, now);
  // Nobody waits for an answer.
  if (isNew) tx.leads.setClosed(lead.id, now, now);
  const summary = tx.leads.byId(lead.id);
  if (summary === undefined) throw new Error('a lead is neither new nor known');
  return { lead: summary, isNew };
}

function isAnothers(tx: Writer, number: string, first: string): boolean {
  const other = tx.leads.byNumber(number);
  return other !== undefined && other.id !== tx.leads.byNumber(first)?.id;
}

/** Returns whether it is new. */
function addNumber(tx: Writer, into: LeadSummary, number: string, actor: Actor, now: Millis): boolean {
  if (tx.leads.byNumber(number) !== undefined) return false;
  const fresh = { number, name: '', source: 'import' } as const;
  const { lead } = tx.leads.findOrAdd(fresh, into.stageId, into.createdAt, now);
  tx.leads.setClosed(lead.id, now, now);
  const from = tx.leads.byId(lead.id);
  const current = tx.leads.byId(into.id);
  if (from === undefined || current === undefined) throw new Error('a lead is neither new nor known');
  mergeInto(tx, current, from, actor, now);
  return true;
}

/** What the lead lacks. Returns for each whether there was something. */
function fillIn(
  tx: Writer,
  { id, name: known, ownerId }: LeadSummary,
  { name, ownerId: owner, tags, note }: ReadContact,
  { label: actor }: Actor,
  now: Millis,
): boolean[] {
  const hasName = name !== '' && known === '';
  if (hasName) tx.leads.rename(id, name, now);
  const hasOwner = owner !== null && ownerId === null;
  if (hasOwner) tx.assignments.add({ leadId: id, userId: owner, reason: 'by-hand', actor, at: now });
  const room = MAX_TAGS - tx.tags.of(id).length;
  const added = tx.tags.add({ leadId: id, tags: tags.slice(0, room), actor, at: now });
  const place = { at: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
  const notes = note === '' ? [] : tx.timeline.notes(id, place, NOTES_COMPARED);
  const hasNote = note !== '' && !notes.some(({ body }) => body === note);
  if (hasNote) tx.notes.add({ leadId: id, body: note, actor, at: now });
  return [hasName, hasOwner, hasNote, added > 0];
}
