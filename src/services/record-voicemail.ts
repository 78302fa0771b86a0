import type { VoicemailEntry } from '../core/voicemail.ts';
import type { Store } from '../store/open-store.ts';

export type RecordedVoicemail =
  | { readonly kind: 'recorded'; readonly callId: number }
  | { readonly kind: 'no-such-call' };

/** Keeps with a call whether its caller left a voicemail; on disk when this returns. Twice is as once. */
export function recordVoicemail(store: Store, entry: VoicemailEntry): RecordedVoicemail {
  const { channelId, at, voicemail, seconds } = entry;
  return store.transact('promised', (tx) => {
    const call = tx.calls.byCaller(channelId);
    if (call === undefined) return { kind: 'no-such-call' };
    tx.calls.setVoicemail(call.id, { voicemail, voicemailSeconds: seconds }, at);
    if (call.leadId !== null) tx.leads.touch(call.leadId, at);
    return { kind: 'recorded', callId: call.id };
  });
}
