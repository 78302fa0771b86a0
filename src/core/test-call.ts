/** What a test call is to do. */
export interface TestKind {
  /** Whether the line's phones ring; else the call counts as missed at once. */
  readonly rings: boolean;
  /** Whether the caller is really texted, where a customer would be. */
  readonly texts: boolean;
}

const FORM = /^textback-test-(ring|dry)-(text|mute)-[0-9a-z]+$/;

/**
 * The channel id of a test call's caller. It says itself what the call is for: whoever makes the channel chooses the
 * id, and only who may give Asterisk orders can choose one. Channels of trunks and phones have `EPOCH.NUMBER`.
 * @param token digits and small letters, another for each call
 */
export function testChannelId({ rings, texts }: TestKind, token: string): string {
  return `textback-test-${rings ? 'ring' : 'dry'}-${texts ? 'text' : 'mute'}-${token}`;
}

/** What a caller's channel is testing; null for a real call. */
export function readTestKind(channelId: string): TestKind | null {
  const [, rings, texts] = FORM.exec(channelId) ?? [];
  return rings === undefined ? null : { rings: rings === 'ring', texts: texts === 'text' };
}

/** Whether a call is a test that nobody is to hear of: no text, no lead. */
export function isSilentTest({ callerChannelId }: { readonly callerChannelId: string }): boolean {
  return readTestKind(callerChannelId)?.texts === false;
}
