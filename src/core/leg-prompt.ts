import type { CallPlan, Leg, LegPrompt, PbxCommand } from './call.ts';
import type { Millis } from './clock.ts';

/** Once, and then silence until it is stopped: ARI's `tone:` never ends by itself. Known to every Asterisk. */
const TONE = 'tone:!440/400';

/** Asks the leg to press 1, for the first time or once more. */
export function promptLeg(leg: Leg, plan: CallPlan, now: Millis): PromptedLeg {
  return prompted(leg, plan.confirmation.prompt, { times: timesOf(leg) + 1, since: now, isTone: false });
}

/** What stands in for a prompt that cannot be played. */
export function toneInstead(leg: Leg, now: Millis): PromptedLeg {
  return prompted(leg, [TONE], { times: timesOf(leg) + 1, since: now, isTone: true });
}

interface PromptedLeg {
  readonly leg: Leg;
  readonly commands: readonly PbxCommand[];
}

function prompted(leg: Leg, media: readonly string[], prompt: LegPrompt): PromptedLeg {
  const { channelId } = leg;
  const playbackId = playbackOf(channelId, prompt.times);
  return { leg: { ...leg, prompt }, commands: [{ type: 'play', channelId, media, playbackId }] };
}

/** Whether this is what the leg hears now; what came before it is of no interest any more. */
export function isPromptOf({ channelId, prompt }: Leg, playbackId: string): boolean {
  return prompt !== null && playbackId === playbackOf(channelId, prompt.times);
}

/** Ends what the leg hears now; nothing for one that was never asked. */
export function stopPrompt({ channelId, prompt }: Leg): readonly PbxCommand[] {
  return prompt === null ? [] : [{ type: 'stop-media', playbackId: playbackOf(channelId, prompt.times) }];
}

function timesOf({ prompt }: Leg): number {
  return prompt?.times ?? 0;
}

function playbackOf(channelId: string, times: number): string {
  return `${channelId}-prompt${times}`;
}
