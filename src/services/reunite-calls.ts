import type { LiveChannel, Pbx, PbxEvent } from '../asterisk/pbx.ts';
import type { Clock, Millis } from '../core/clock.ts';
import type { Log } from '../core/log.ts';
import type { Store } from '../store/open-store.ts';
import type { CallRow } from '../store/queries/calls.ts';
import { bridgesLeft, type LostLeg, reconcileCalls } from './reconcile-calls.ts';

/** Before what failed is tried again. */
const AGAIN_MS: Millis = 1_000;

/** What a reunion has the driver of the calls do. None of these throws. */
export interface Reunited {
  /** Something was missed. */
  readonly onEvent: (event: PbxEvent | LostLeg) => void;
  /** A channel belongs to no call. */
  readonly onOrphan: (channelId: string) => void;
  /** @param isUntouched nothing has happened to it since: commands that still matter may have been lost */
  readonly onOpenCall: (call: CallRow, isUntouched: boolean) => void;
  /** All has been compared. */
  readonly onEnd: () => void;
}

/** Brings open calls and live channels together, each time that Asterisk can be heard (again). */
export interface CallReunion {
  /** Another for each link that was lost, or found. */
  readonly round: number;
  /** Asks Asterisk for its channels, every second until it answers. */
  begin(): void;
  /** The link is gone, or all stops: an answer of before counts no more. */
  end(): void;
}

export function createCallReunion(
  parts: { readonly store: Store; readonly pbx: Pbx; readonly clock: Clock; readonly log: Log },
  { onEvent, onOrphan, onOpenCall, onEnd }: Reunited,
): CallReunion {
  const { store, pbx, clock, log } = parts;
  let round = 0;

  function openCalls(): readonly CallRow[] {
    return store.read((reader) => reader.calls.open());
  }

  async function compare(): Promise<void> {
    round += 1;
    const own = round;
    try {
      const before = openCalls();
      const channels = await pbx.listChannels();
      if (own === round) reunite(before, channels);
    } catch (error) {
      log.warn({ err: error }, 'open calls and channels could not be compared; trying again');
      clock.setTimer(clock.now() + AGAIN_MS, () => {
        if (own === round && pbx.state === 'up') void compare();
      });
    }
  }

  function reunite(before: readonly CallRow[], channels: readonly LiveChannel[]): void {
    const { events, orphans } = reconcileCalls(before, openCalls(), channels);
    for (const event of events) onEvent(event);
    for (const channelId of orphans) onOrphan(channelId);
    const states = new Map(before.map((row) => [row.callerChannelId, row.state]));
    const open = openCalls();
    for (const bridgeId of bridgesLeft(before, open)) void pbx.execute({ type: 'destroy-bridge', bridgeId });
    // A call that has moved on since has its commands under way already.
    for (const row of open) onOpenCall(row, states.get(row.callerChannelId) === row.state);
    onEnd();
  }

  return {
    get round() {
      return round;
    },
    begin: () => void compare(),
    end() {
      round += 1;
    },
  };
}
