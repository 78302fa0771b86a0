import { describe, expect, test } from 'vitest';
import { storeFor } from '../../src/services/act-as.ts';
import { eraseNumber } from '../../src/services/erase-number.ts';
import { importLeads } from '../../src/services/import-leads.ts';
import { mergeLeads } from '../../src/services/merge-leads.ts';
import { noteLead } from '../../src/services/note-lead.ts';
import { recordConsent } from '../../src/services/record-consent.ts';
import { resolveReview } from '../../src/services/resolve-review.ts';
import { tagLead, untagLead } from '../../src/services/tag-lead.ts';
import { unmergeLead } from '../../src/services/unmerge-lead.ts';
import { createCliBench } from '../fakes/cli-bench.ts';
import { atOnce } from '../fakes/erasable-person.ts';
import { replyFrom } from '../fakes/inbound-reply.ts';
import { business, CUSTOMER, LINE } from '../fakes/service-bench.ts';
import { ELSEWHERE, openFollowed, openWebhookBench } from '../fakes/webhook-bench.ts';

/*
 * What programs are told of notes, tags and consent.
 */

const OTHER = '+12125550124';
const actor = { label: 'user:Maria', userId: null };
const who = CUSTOMER;

/** With a lead, and only what happens from then on. */
function openScene() {
  const bench = openFollowed();
  replyFrom(bench.store, CUSTOMER, LINE, 'Hello', bench.clock.now());
  const before = bench.events().length;
  const told = () => bench.json().slice(before);
  return { ...bench, told, kinds: () => told().map(({ type }) => type) };
}

type Scene = ReturnType<typeof openScene>;

const tag = ({ store, clock }: Scene, tags: readonly string[], lead = who) =>
  tagLead(store, { who: lead, tags, dryRun: false }, 'US', actor, clock.now());
const untag = ({ store, clock }: Scene, tags: readonly string[]) =>
  untagLead(store, { who, tags, dryRun: false }, 'US', actor, clock.now());
const note = ({ store, clock }: Scene, body: string, dryRun = false) =>
  noteLead(store, { who, body, dryRun }, 'US', actor, clock.now());
const record = (
  { store, clock }: Pick<Scene, 'store' | 'clock'>,
  state: 'opted-out' | 'opted-in',
  { number = CUSTOMER, dryRun = false } = {},
) =>
  recordConsent(
    store,
    { number, state, source: 'phone', note: 'Said so to Robin', dryRun },
    'US',
    actor.label,
    clock.now(),
  );

describe('notes', () => {
  test('given a note, then that there is one is told, and by whom, and not what it says', () => {
    const scene = openScene();
    note(scene, 'Has a xylophone in the hall');
    expect(scene.told()).toMatchObject([
      { type: 'note.added', data: { leadId: 1, lead: { number: CUSTOMER }, noteId: 1, by: 'user:Maria' } },
    ]);
    expect(JSON.stringify([scene.told(), scene.events()])).not.toContain('xylophone');
  });

  test('given a contact file with tags and a note, when it comes a second time, then nothing is told again', async () => {
    const scene = openScene();
    const contact = {
      numbers: [who],
      name: '',
      owner: '',
      tags: ['vip', 'roof'],
      note: 'Has a dog',
      stage: '',
      created: '',
    };
    for (const _twice of [1, 2]) {
      const rows = (async function* () {
        yield { line: 2, raw: '', contact };
      })();
      const read = importLeads(
        scene.store,
        rows,
        { dryRun: false, file: 'contacts.csv' },
        business,
        actor,
        scene.clock.now(),
      );
      for await (const refused of read) throw new Error(refused.why);
    }
    expect(scene.kinds()).toEqual(['lead.tagged', 'note.added']);
  });
});

describe('tags', () => {
  test('given tags that come and go, then each change is told once, with what the lead has now', () => {
    const scene = openScene();
    tag(scene, ['vip', 'roof']);
    tag(scene, ['vip']);
    untag(scene, ['roof', 'never-had']);
    untag(scene, ['roof']);
    const now = { leadId: 1, lead: { number: CUSTOMER }, tags: ['vip'], by: 'user:Maria' };
    expect(scene.told()).toMatchObject([
      { type: 'lead.tagged', data: now },
      { type: 'lead.untagged', data: now },
    ]);
  });

  test('given leads that become one and two again, then what that does to tags is told with it', () => {
    const scene = openScene();
    const { store, clock } = scene;
    replyFrom(store, OTHER, LINE, 'me too', clock.now());
    tag(scene, ['roof'], OTHER);
    mergeLeads(store, { from: OTHER, into: who, dryRun: false }, 'US', actor, clock.now());
    unmergeLead(store, { who: OTHER, dryRun: false }, 'US', actor, clock.now());
    expect(scene.kinds().filter((kind) => kind.startsWith('lead.'))).toEqual([
      ...['lead.created', 'lead.tagged', 'lead.merged', 'lead.tagged', 'lead.unmerged', 'lead.untagged'],
    ]);
  });
});

describe('consent', () => {
  test('given STOP by text, and STOP again, then one event tells it, beside the text', () => {
    const scene = openScene();
    for (const _twice of [1, 2]) replyFrom(scene.store, CUSTOMER, LINE, 'STOP', scene.clock.now());
    const changes = scene.told().filter(({ type }) => type === 'consent.changed');
    expect(changes).toMatchObject([
      {
        data: {
          leadId: 1,
          lead: { number: CUSTOMER },
          consent: { id: 1, number: CUSTOMER, state: 'opted-out', source: 'text', actor: 'customer' },
        },
      },
    ]);
  });

  test('given a person who records an opt-out twice, then one event tells it, without what they wrote down', () => {
    const scene = openScene();
    const staff = storeFor(scene.store, { name: 'Maria', role: 'staff' });
    expect(record({ ...scene, store: staff }, 'opted-out')).toMatchObject({ kind: 'recorded' });
    expect(record({ ...scene, store: staff }, 'opted-out')).toMatchObject({ kind: 'known' });
    expect(scene.told()).toMatchObject([
      {
        type: 'consent.changed',
        data: { leadId: 1, consent: { state: 'opted-out', source: 'phone', actor: 'user:Maria' } },
      },
    ]);
    expect(JSON.stringify([scene.told(), scene.events()])).not.toContain('Robin');
  });

  test('given an opt-out by the command line, of a number that is nobody’s, then one event tells it', async () => {
    const { textback, databasePath } = createCliBench();
    await textback('webhook', 'add', 'CRM', ELSEWHERE, '--events', 'consent.*');
    const args = ['consent', 'record', CUSTOMER, '--opt-out', '--note', 'By phone'];
    expect(await textback(...args, '--dry-run')).toMatchObject({ code: 0 });
    expect(await textback(...args)).toMatchObject({ code: 0 });
    const { events } = openWebhookBench(databasePath);
    expect(events()).toMatchObject([{ kind: 'consent.changed', leadId: null, facts: { consentId: 1 } }]);
  });

  test('given "please stop", when a person decides that it is an opt-out, then that is told, and not the question', () => {
    const scene = openScene();
    const { store, clock } = scene;
    replyFrom(store, CUSTOMER, LINE, 'please stop texting me', clock.now());
    expect(scene.kinds()).toEqual(['message.received']);
    const verdict = { number: CUSTOMER, verdict: 'opted-out', note: '', dryRun: false } as const;
    expect(resolveReview(store, verdict, 'US', actor.label, clock.now())).toMatchObject({ kind: 'resolved' });
    expect(scene.kinds()).toEqual(['message.received', 'consent.changed']);
  });

  test('given a number of a lead that was merged, when it opts out and in, then both are told of the lead that goes on', () => {
    const scene = openScene();
    const { store, clock } = scene;
    replyFrom(store, OTHER, LINE, 'me too', clock.now());
    mergeLeads(store, { from: OTHER, into: who, dryRun: false }, 'US', actor, clock.now());
    record(scene, 'opted-out', { number: OTHER });
    record(scene, 'opted-in', { number: OTHER });
    expect(scene.told().slice(-2)).toMatchObject([
      { data: { leadId: 1, consent: { number: OTHER, state: 'opted-out' } } },
      { data: { leadId: 1, consent: { number: OTHER, state: 'opted-in' } } },
    ]);
  });

  test('given a customer who opted out and is erased, then what is told of them names nobody, though the record stays', async () => {
    const scene = openScene();
    const { store, clock } = scene;
    tag(scene, ['gargoyle']);
    note(scene, 'Has a xylophone');
    record(scene, 'opted-out');
    await eraseNumber(store, { number: who, dryRun: false }, 'US', 'cli:test', clock.now(), atOnce);
    const told = scene.told().filter(({ type }) => /^(note|consent)\.|tagged$/.test(type));
    expect(told).toMatchObject([
      { type: 'lead.tagged', data: { leadId: 1, lead: null, tags: [] } },
      { type: 'note.added', data: { leadId: 1, lead: null, noteId: 1 } },
      { type: 'consent.changed', data: { leadId: 1, lead: null, consent: null } },
    ]);
    expect(store.read((reader) => reader.consents.current(who)?.state)).toBe('opted-out');
    expect(JSON.stringify(scene.events())).not.toMatch(/gargoyle|xylophone|2125550123/);
  });
});

describe('what did not happen', () => {
  test('given a dry run and a transaction that is undone, then nothing is told', () => {
    const scene = openScene();
    const { store, clock } = scene;
    note(scene, 'Has a dog', true);
    record(scene, 'opted-out', { dryRun: true });
    const at = clock.now();
    const fail = () =>
      store.transact('promised', (tx) => {
        tx.notes.add({ leadId: 1, body: 'Has a dog', actor: actor.label, at });
        tx.tags.add({ leadId: 1, tags: ['vip'], actor: actor.label, at });
        tx.consents.record({ number: who, state: 'opted-out', source: 'phone', wording: 'no', at });
        expect(tx.events.after(0, 100).slice(-3)).toMatchObject([
          ...[{ kind: 'note.added' }, { kind: 'lead.tagged' }, { kind: 'consent.changed' }],
        ]);
        throw new Error('the disk is full');
      });
    expect(fail).toThrow('the disk is full');
    expect(scene.told()).toEqual([]);
  });
});
