import { describe, expect, it } from 'vitest';
import { parseAriEvent } from '../../../src/asterisk/ari-events.ts';
import { createDialMemory } from '../../../src/asterisk/dial-memory.ts';

const peer = { id: 'leg-1', state: 'Down' };

function causeAfter(dialstatus: string, cause: number): unknown {
  const memory = createDialMemory();
  const dial = { type: 'Dial', dialstatus, peer };
  memory.complete(dial, parseAriEvent(dial));
  const destroyed = { type: 'ChannelDestroyed', channel: peer, cause };
  return memory.complete(destroyed, parseAriEvent(destroyed));
}

describe('createDialMemory', () => {
  it.each([
    ['BUSY', 0, 17],
    ['CONGESTION', 0, 34],
    ['CHANUNAVAIL', 0, 20],
    ['NOANSWER', 0, 0],
    ['BUSY', 21, 21],
    ['constructor', 0, 0],
  ])('given Dial said %s and cause %i, then the leg is gone with cause %i', (dialstatus, cause, expected) => {
    expect(causeAfter(dialstatus, cause)).toMatchObject({ type: 'channel-gone', cause: expected });
  });
});
