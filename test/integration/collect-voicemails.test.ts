import { describe, expect, test, vi } from 'vitest';
import { readJournalEntry } from '../../src/core/journal-entry.ts';
import { createDrainLoop } from '../../src/loops/drain.ts';
import { createVoicemailDrain, tellsOfVoicemail } from '../../src/services/collect-voicemails.ts';
import { recordJournaledCall } from '../../src/services/record-journaled-call.ts';
import { type AmiBench, openAmiBench } from '../fakes/ami-bench.ts';
import { createRecordingLog } from '../fakes/recording-log.ts';
import { business, CUSTOMER, LINE, openServiceBench } from '../fakes/service-bench.ts';

const MINUTE_MS = 60_000;
const NEVER_SEEN = '99.1';

/** The loop between a real AMI link and a real store; Asterisk is simulated, time is fake. */
async function open() {
  const bench = await openAmiBench({ events: ['UserEvent'] });
  const office = openServiceBench();
  const log = createRecordingLog();
  const parts = { store: office.store, ami: bench.ami, clock: bench.clock, log };
  const loop = createDrainLoop(createVoicemailDrain(parts), { ...parts, what: 'what became of voicemails' });
  bench.ami.start();
  await vi.waitFor(() => expect(bench.ami.state).toBe('up'));
  const told = (channelId: string, status = 'SUCCESS', seconds = '12') => {
    const at = (bench.clock.now() / 1_000).toFixed(3);
    return bench.ami.dbPut('textback/voicemail', channelId, `${at}|${status}|${seconds}`);
  };
  const keys = () => [...bench.simulated.database.keys()].filter((key) => key.includes('/voicemail/'));
  const missed = async () => {
    const id = await office.missCall();
    const row = office.store.read((reader) => reader.calls.byId(id));
    if (row === undefined) throw new Error('the call is not there');
    return row;
  };
  const voicemailOf = (id: number) => {
    const row = office.store.read((reader) => reader.calls.byId(id));
    return { voicemail: row?.voicemail, seconds: row?.voicemailSeconds };
  };
  return { ...bench, office, log, loop, told, keys, missed, voicemailOf };
}

/** What a deadline and the next look need. */
async function pass({ clock }: AmiBench): Promise<void> {
  await clock.advance(5_000);
}

describe('learning what became of voicemails', () => {
  test.each([
    ['a message of 12 s', 'SUCCESS', '12', { voicemail: 'left', seconds: 12 }],
    ['a message that was mailed and deleted', 'SUCCESS', '', { voicemail: 'left', seconds: null }],
    ['no message', 'FAILED', '', { voicemail: 'not-left', seconds: null }],
  ])(
    'given %s, when Asterisk is reached, then the call says so, its lead is up to date, and Asterisk forgets',
    async (_what, status, seconds, kept) => {
      const { office, loop, told, keys, missed, voicemailOf, clock } = await open();
      const { id, callerChannelId } = await missed();
      await clock.advance(MINUTE_MS);
      await told(callerChannelId, status, seconds);
      loop.start();
      await vi.waitFor(() => expect(keys()).toEqual([]));
      expect(voicemailOf(id)).toEqual(kept);
      const lead = office.store.read((reader) => reader.leads.byNumber(CUSTOMER));
      expect(lead?.lastActivityAt).toBe(clock.now());
      await loop.stop();
    },
  );

  test('given a call that has not ended for us yet, when its voicemail is told, then both are kept', async () => {
    const { office, loop, told, keys, missed, voicemailOf } = await open();
    const row = await missed();
    expect(row.machine).not.toBeNull();
    await told(row.callerChannelId);
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    const { machine } = row;
    if (machine === null) throw new Error('the call has ended');
    office.store.transact('progress', (tx) => tx.calls.save(row.id, { ...machine, state: 'ended' }, null, 1));
    expect(voicemailOf(row.id)).toEqual({ voicemail: 'left', seconds: 12 });
    await loop.stop();
  });

  test('given an event, when it is the dialplan’s, then it tells of a voicemail', () => {
    expect(tellsOfVoicemail({ event: 'UserEvent', userevent: 'TextbackVoicemail' })).toBe(true);
    expect(tellsOfVoicemail({ event: 'UserEvent', userevent: 'TextbackMessage' })).toBe(false);
    expect(tellsOfVoicemail({ event: 'Hangup' })).toBe(false);
  });

  test('given a daemon that is up, when another is told, then it is kept at once if told of, else within seconds', async () => {
    const bench = await open();
    const { loop, told, keys, missed, voicemailOf } = bench;
    loop.start();
    const first = await missed();
    await told(first.callerChannelId);
    loop.look();
    await vi.waitFor(() => expect(keys()).toEqual([]));
    expect(voicemailOf(first.id)).toMatchObject({ voicemail: 'left' });
    const second = await missed();
    await told(second.callerChannelId, 'FAILED', '');
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    expect(voicemailOf(second.id)).toMatchObject({ voicemail: 'not-left' });
    await loop.stop();
  });

  test('given a crash between the commit and the deletion, when it is found again, then nothing changes', async () => {
    const bench = await open();
    const { loop, told, keys, missed, voicemailOf, simulated } = bench;
    const { id, callerChannelId } = await missed();
    await told(callerChannelId);
    simulated.faults.ignoreActions((action) => action['action'] === 'DBDel');
    loop.start();
    await vi.waitFor(() => expect(voicemailOf(id)).toEqual({ voicemail: 'left', seconds: 12 }));
    expect(keys()).toHaveLength(1);
    simulated.faults.ignoreActions(() => false);
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    expect(voicemailOf(id)).toEqual({ voicemail: 'left', seconds: 12 });
    await loop.stop();
  });

  test('given a call that stands in the journal still, when it is recorded, then its voicemail is too', async () => {
    const bench = await open();
    const { office, loop, told, keys, clock } = bench;
    await told(NEVER_SEEN);
    loop.start();
    await pass(bench);
    expect(keys()).toHaveLength(1);
    const since = (clock.now() / 1_000).toFixed(3);
    const entry = readJournalEntry(NEVER_SEEN, `${since}|${LINE}|${CUSTOMER}|BUSY|0|5.0|17||`);
    if (entry === null) throw new Error('the entry is none');
    recordJournaledCall(office.store, entry, { business, dialTemplate: '{number}' }, clock.now());
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    const row = office.store.read((reader) => reader.calls.byCaller(NEVER_SEEN));
    expect(row).toMatchObject({ outcome: 'busy', voicemail: 'left', voicemailSeconds: 12 });
    await loop.stop();
  });

  test('given voicemails of no call, when others come, then those are kept first, and these forgotten in ten minutes', async () => {
    const bench = await open();
    const { loop, told, keys, missed, voicemailOf, clock, log } = bench;
    for (let index = 0; index < 60; index += 1) await told(`98.${index}`);
    loop.start();
    await pass(bench);
    await pass(bench);
    const { id, callerChannelId } = await missed();
    await told(callerChannelId);
    await vi.waitFor(async () => {
      await pass(bench);
      expect(voicemailOf(id)).toMatchObject({ voicemail: 'left' });
    });
    expect(keys()).toHaveLength(60);
    await clock.advance(10 * MINUTE_MS);
    await vi.waitFor(async () => {
      await pass(bench);
      expect(keys()).toEqual([]);
    });
    expect(log.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
    await loop.stop();
  });

  test('given an entry that is none of ours, when it is found, then it is said once and holds up nothing', async () => {
    const { ami, loop, told, keys, missed, log, clock } = await open();
    await ami.dbPut('textback/voicemail', '1.0', 'rubbish');
    const { callerChannelId } = await missed();
    await told(callerChannelId);
    loop.start();
    await vi.waitFor(() => expect(keys()).toEqual(['/textback/voicemail/1.0']));
    await clock.advance(30_000);
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1);
    await loop.stop();
  });
});
