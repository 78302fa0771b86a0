import { describe, expect, onTestFinished, test } from 'vitest';
import { createCallDriver } from '../../src/services/drive-calls.ts';
import {
  answers,
  arrives,
  type DriverBench,
  finishes,
  goes,
  live,
  openDriverBench,
  presses,
  rings,
  tell,
} from '../fakes/driver-bench.ts';
import { createScriptedPbx } from '../fakes/scripted-pbx.ts';
import { business, LINE } from '../fakes/service-bench.ts';

/** A call whose only phone asks for 1, and was picked up after 5 s. */
async function pickedUp(): Promise<DriverBench> {
  const bench = await openDriverBench();
  bench.ring(true);
  tell(bench, arrives(), rings());
  await bench.clock.advance(5_000);
  bench.asked();
  tell(bench, answers());
  return bench;
}

function legs({ store }: DriverBench) {
  return store.read((reader) => reader.calls.legsOf(reader.calls.byCaller('caller')?.id ?? 0));
}

describe('a phone that asks for 1', () => {
  test('given it is picked up, then it is asked; and connected only once 1 is pressed', async () => {
    const bench = await pickedUp();
    expect(bench.asked()).toEqual(['play caller-leg1']);
    expect(bench.pbx.asked.at(-1)).toMatchObject({ media: ['sound:beep', 'sound:/sounds/press-1'] });
    await bench.clock.advance(4_000);
    tell(bench, finishes('caller-leg1-prompt1'));
    expect(bench.asked()).toEqual(['play caller-leg1']);
    await bench.clock.advance(1_000);
    const pressedAt = bench.clock.now();
    tell(bench, presses('1'));
    await bench.clock.advance(0);
    expect(bench.asked()).toEqual(['stop-media caller-leg1-prompt2', 'connect caller-leg1']);
    expect(bench.outcome()).toBe('answered');
    expect(legs(bench)).toMatchObject([{ state: 'answered', confirmedAt: pressedAt }]);
    expect(bench.queued).toEqual([]);
  });

  test('given a voicemail picks up, then after the time to press 1 nobody has answered, and the caller is texted', async () => {
    const bench = await pickedUp();
    await bench.clock.advance(11_999);
    expect(bench.outcome()).toBeNull();
    await bench.clock.advance(1);
    expect(bench.asked()).toEqual(['play caller-leg1', 'hang-up caller-leg1', 'hang-up caller']);
    expect(bench.outcome()).toBe('no-answer');
    expect(bench.queued).toEqual([bench.clock.now()]);
    tell(bench, goes('caller-leg1'), goes('caller'));
    expect(legs(bench)).toMatchObject([{ end: 'not-confirmed', confirmedAt: null }]);
    expect(bench.clock.waiting).toBe(0);
  });

  test('given the sounds are not there, then there is a tone, and 1 still accepts', async () => {
    const bench = await pickedUp();
    tell(bench, finishes('caller-leg1-prompt1', true), finishes('caller-leg1-prompt2', true));
    expect(bench.asked()).toEqual(['play caller-leg1', 'play caller-leg1']);
    expect(bench.pbx.asked.at(-1)).toMatchObject({ media: ['tone:!440/400'] });
    tell(bench, presses('1'));
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('answered');
  });

  test('given Asterisk refuses to play anything, then 1 still accepts', async () => {
    const bench = await openDriverBench();
    bench.ring(true);
    bench.pbx.answerNext('play', { kind: 'refused', why: 'Failed to queue media for playback (ARI 500)' });
    bench.pbx.answerNext('play', { kind: 'refused', why: 'Failed to queue media for playback (ARI 500)' });
    tell(bench, arrives(), rings(), answers());
    await bench.clock.advance(1_000);
    expect(bench.asked().filter((each) => each === 'play caller-leg1')).toHaveLength(2);
    tell(bench, presses('1'));
    await bench.clock.advance(0);
    expect(bench.outcome()).toBe('answered');
  });

  test('given the caller hangs up while it is asked, then the call is abandoned and nothing is left', async () => {
    const bench = await pickedUp();
    bench.asked();
    tell(bench, goes('caller'));
    expect(bench.asked()).toEqual(['hang-up caller-leg1']);
    tell(bench, presses('1'), goes('caller-leg1'), finishes('caller-leg1-prompt1', true));
    expect(bench.asked()).toEqual([]);
    expect(bench.outcome()).toBe('abandoned');
    expect(bench.store.read((reader) => reader.calls.open())).toEqual([]);
    expect(bench.clock.waiting).toBe(0);
  });

  test('given the caller presses keys, then nothing happens', async () => {
    const bench = await pickedUp();
    bench.asked();
    tell(bench, presses('1', 'caller'), presses('1', 'stranger'));
    expect(bench.asked()).toEqual([]);
  });

  test('given a voicemail and a person, then the one who presses 1 is connected, the other released', async () => {
    const bench = await openDriverBench();
    bench.ring(true, true, false);
    tell(bench, arrives(), rings(), answers(), rings('caller-leg2'), rings('caller-leg3'));
    await bench.clock.advance(3_000);
    tell(bench, answers('caller-leg2'));
    bench.asked();
    tell(bench, presses('1', 'caller-leg2'), presses('1', 'caller-leg1'));
    expect(bench.asked()).toEqual([
      'stop-media caller-leg2-prompt1',
      'connect caller-leg2',
      'hang-up caller-leg1',
      'hang-up caller-leg3',
    ]);
  });
});

describe('a phone that asks for 1, and a link that comes and goes', () => {
  test('given it was being asked, then its deadline waits, and it is asked again', async () => {
    const bench = await pickedUp();
    bench.asked();
    await bench.loseLink(8, [live('caller', 'Ring', LINE), live('caller-leg1', 'Up')]);
    expect(bench.asked()).toEqual([
      'indicate-ringing caller',
      'stop-media caller-leg1-prompt1',
      'play caller-leg1',
    ]);
    tell(bench, presses('1'));
    await bench.clock.advance(0);
    expect(bench.asked()).toEqual(['stop-media caller-leg1-prompt2', 'connect caller-leg1']);
    expect(bench.outcome()).toBe('answered');
  });

  test('given its time is over when the link is back, then it is released at once', async () => {
    const bench = await pickedUp();
    await bench.loseLink(15, [live('caller', 'Ring', LINE), live('caller-leg1', 'Up')]);
    expect(bench.outcome()).toBe('no-answer');
  });

  test('given it was picked up unheard, then it is asked, not connected', async () => {
    const bench = await openDriverBench();
    bench.ring(true);
    tell(bench, arrives(), rings());
    bench.asked();
    await bench.loseLink(8, [live('caller', 'Ring', LINE), live('caller-leg1', 'Up')]);
    expect(bench.asked()).toEqual(['play caller-leg1']);
    expect(bench.outcome()).toBeNull();
  });

  test('given it hung up unheard, then nobody answered', async () => {
    const bench = await pickedUp();
    await bench.loseLink(8, [live('caller', 'Ring', LINE)]);
    expect(bench.outcome()).toBe('no-answer');
  });

  test('given the hang-up of a phone was lost, when another was picked up unheard, then it is asked again', async () => {
    const bench = await openDriverBench();
    bench.ring(true, true);
    bench.pbx.answerNext('hang-up', { kind: 'lost', why: 'the link broke' });
    tell(bench, arrives(), rings(), answers(), presses('2'), rings('caller-leg2'));
    bench.asked();
    await bench.loseLink(8, [
      live('caller', 'Ring', LINE),
      live('caller-leg1', 'Up'),
      live('caller-leg2', 'Up'),
    ]);
    expect(bench.asked()).toEqual(['play caller-leg2', 'hang-up caller-leg1']);
  });

  test('given another daemon takes over, then it is asked again, and the time to press 1 ends when it should', async () => {
    const bench = await pickedUp();
    await bench.clock.advance(4_000);
    await bench.driver.stop();
    const pbx = createScriptedPbx();
    pbx.listNext([live('caller', 'Ring', LINE), live('caller-leg1', 'Up')]);
    const next = createCallDriver({
      ...bench,
      pbx,
      business,
      dialTemplate: '',
      sounds: '',
      onQueued: () => {},
    });
    onTestFinished(() => next.stop());
    next.onLink('up');
    await bench.clock.advance(7_999);
    expect(pbx.asked.map(({ type }) => type)).toEqual(['indicate-ringing', 'stop-media', 'play']);
    expect(bench.outcome()).toBeNull();
    await bench.clock.advance(1);
    expect(bench.outcome()).toBe('no-answer');
  });
});
