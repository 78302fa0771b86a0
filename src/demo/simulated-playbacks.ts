import type { Clock, Millis } from '../core/clock.ts';

/** How long everything lasts that is played, but for tones, which never end by themselves. */
const LASTS_MS: Millis = 2_000;

export interface SimulatedPlaybacks {
  /** Where the last of `media` is called `missing`, it fails, as a recording does that Asterisk cannot find. */
  play(channelId: string, playbackId: string, media: readonly string[]): void;
  /** False where nothing of that name is played. */
  stop(playbackId: string): boolean;
  /** The channel is gone. */
  endOf(channelId: string): void;
  clear(): void;
}

/** What is played to the simulated channels: silent, but with the events that Asterisk tells. */
export function createSimulatedPlaybacks(
  clock: Clock,
  tell: (channelId: string, type: string, playback: Readonly<Record<string, string>>) => void,
): SimulatedPlaybacks {
  const playing = new Map<string, { readonly channelId: string; readonly cancel: () => void }>();

  function finish(playbackId: string, state: 'done' | 'failed'): boolean {
    const playback = playing.get(playbackId);
    if (playback === undefined) return false;
    playback.cancel();
    playing.delete(playbackId);
    const { channelId } = playback;
    tell(channelId, 'PlaybackFinished', { id: playbackId, target_uri: `channel:${channelId}`, state });
    return true;
  }

  return {
    play(channelId, playbackId, media) {
      const last = media.at(-1) ?? '';
      const isTone = media.some((each) => each.startsWith('tone:'));
      const state = last.endsWith('missing') ? 'failed' : 'done';
      const end = () => void finish(playbackId, state);
      const after = state === 'failed' ? 0 : LASTS_MS;
      const cancel = isTone ? () => {} : clock.setTimer(clock.now() + after, end);
      playing.set(playbackId, { channelId, cancel });
    },
    stop: (playbackId) => finish(playbackId, 'done'),
    endOf(channelId) {
      for (const [id, playback] of playing) if (playback.channelId === channelId) finish(id, 'failed');
    },
    clear() {
      for (const { cancel } of playing.values()) cancel();
      playing.clear();
    },
  };
}
