import type { Client } from 'ari-client';
import type { CallerId, PbxCommand, ReleaseReason } from '../core/call.ts';
import type { Millis } from '../core/clock.ts';
import { LEG_ARGUMENT } from './ari-events.ts';
import { AriRequestError } from './ari-http.ts';
import type { CommandResult } from './pbx.ts';

/** ARI's words for `reason` of `DELETE /channels/{id}`: Asterisk turns them into causes 16, 17, 19 and 34. */
const HANGUP_REASONS: Readonly<Record<ReleaseReason, string>> = {
  normal: 'normal',
  busy: 'busy',
  'no-answer': 'no_answer',
  congestion: 'congestion',
};

/**
 * How long after everything that `connect` asks for has succeeded nobody counts as put through yet. Who gives up in
 * the very instant of the answer is told 487 by Asterisk, which takes them for answered (`Up`) and joins them all the
 * same; that they hung up is told up to 2 ms later, as measured on an idle 22.
 */
export const CROSSING_MS: Millis = 50;

/** Runs one command. Never rejects. */
export async function runCommand(client: Client, app: string, command: PbxCommand): Promise<CommandResult> {
  switch (command.type) {
    case 'indicate-ringing':
      return await settle(client.channels.ring({ channelId: command.channelId }));
    case 'originate':
      return await originate(client, app, command);
    case 'connect':
      return await connect(client, command);
    case 'play': {
      const { channelId, playbackId, media } = command;
      return await settle(client.channels.play({ channelId, playbackId, media: media.join(',') }));
    }
    case 'stop-media':
      return await settle(client.playbacks.stop({ playbackId: command.playbackId }));
    case 'answer':
      return await settle(client.channels.answer({ channelId: command.channelId }));
    case 'continue':
      return await settle(
        client.channels.continueInDialplan({ channelId: command.channelId, ...command.place }),
      );
    case 'hang-up':
      return await settle(
        client.channels.hangup({ channelId: command.channelId, reason: HANGUP_REASONS[command.reason] }),
      );
    case 'destroy-bridge':
      return await settle(client.bridges.destroy({ bridgeId: command.bridgeId }));
  }
}

/** `POST /channels/{id}/continue` at the label that the shipped dialplan has, else at the next priority. */
export async function runContinue(client: Client, channelId: string): Promise<CommandResult> {
  const result = await settle(client.channels.continueInDialplan({ channelId, label: 'fallback' }));
  if (result.kind === 'done' || result.kind === 'lost') return result;
  // A dialplan without that label is refused as 404, like a channel that is gone: trying again tells which.
  return await settle(client.channels.continueInDialplan({ channelId }));
}

/** What Asterisk's answer means. 404: no such channel; 409, 412, 422: not in the application, or in no state for it. */
export function commandResult(error: unknown): CommandResult {
  const why = error instanceof Error ? error.message : String(error);
  const status = error instanceof AriRequestError ? error.status : null;
  if (status === null) return { kind: 'lost', why };
  const gone = status === 404 || status === 409 || status === 412 || status === 422;
  return { kind: gone ? 'gone' : 'refused', why: `${why} (ARI ${status})` };
}

async function originate(
  client: Client,
  app: string,
  command: Extract<PbxCommand, { type: 'originate' }>,
): Promise<CommandResult> {
  const result = await settle(
    client.channels.originate({
      endpoint: command.endpoint,
      channelId: command.channelId,
      app,
      appArgs: `${LEG_ARGUMENT},${command.callerChannelId}`,
      callerId: formatCallerId(command.callerId),
      timeout: command.timeoutSeconds,
      originator: command.callerChannelId,
      ...(command.divertedFrom === null ? {} : { variables: diversion(command.divertedFrom) }),
    }),
  );
  // Whatever the status, a leg that Asterisk will not make has been refused; it cannot be "gone".
  return result.kind === 'gone' ? { kind: 'refused', why: result.why } : result;
}

/**
 * Makes chan_pjsip send `Diversion` where the endpoint has `send_diversion` (the default), also through a Local
 * channel. Without a count it takes the call for one that was not diverted.
 */
function diversion(number: string): Readonly<Record<string, string>> {
  return { 'REDIRECTING(from-num)': number, 'REDIRECTING(reason)': 'cfu', 'REDIRECTING(count)': '1' };
}

/**
 * Joins both and answers the caller, all at once. Asterisk 16 looks at what a channel outside a bridge was told only
 * every 200 ms, and an answer waits for the caller's first packet (up to 500 ms) before what comes after it: one
 * after the other, the two would talk 400 ms late.
 */
async function connect(
  client: Client,
  command: Extract<PbxCommand, { type: 'connect' }>,
): Promise<CommandResult> {
  const { bridgeId, callerChannelId, legChannelId } = command;
  const created = await settle(client.bridges.create({ bridgeId, type: 'mixing' }));
  if (created.kind !== 'done') return created;
  const results = await Promise.all([
    settle(client.bridges.addChannel({ bridgeId, channel: callerChannelId })),
    settle(client.bridges.addChannel({ bridgeId, channel: legChannelId })),
    settle(client.channels.answer({ channelId: callerChannelId })),
  ]);
  const failed = results.find((result) => result.kind !== 'done');
  if (failed === undefined) return { kind: 'done' };
  await settle(client.bridges.destroy({ bridgeId }));
  // 400 is addChannel's word for a channel that has hung up meanwhile.
  return failed.kind === 'refused' && failed.why.includes('(ARI 400)')
    ? { kind: 'gone', why: failed.why }
    : failed;
}

async function settle(operation: Promise<unknown>): Promise<CommandResult> {
  try {
    await operation;
    return { kind: 'done' };
  } catch (error) {
    return commandResult(error);
  }
}

/**
 * `"Name" <number>`. What would end the quotes or the brackets early, or start another header, is dropped; the name is
 * cut to 60 characters, the number to 40 digits and signs.
 */
export function formatCallerId({ name, number }: CallerId): string {
  const plainName = name
    .replace(/[\p{Cc}"<>\\,;]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 60);
  const plainNumber = number.replace(/[^0-9A-Za-z+*#._-]/g, '').slice(0, 40);
  return plainName === '' ? `<${plainNumber}>` : `"${plainName}" <${plainNumber}>`;
}
