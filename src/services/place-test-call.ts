import type { TestCaller } from '../asterisk/test-caller.ts';
import type { Millis } from '../core/clock.ts';
import { failed, outcomeStep, passed, phoneStep, type TestStep } from '../core/test-steps.ts';
import type { CallRow } from '../store/queries/calls.ts';
import { type CallView, showCall } from './show-call.ts';
import type { Tell, TestCallParts, TestCallRequest } from './test-call-request.ts';
import { lookUntil, pause, watchToOutcome } from './watch-test-call.ts';

/** The dialplan takes milliseconds; a busy machine takes longer. */
const RECORDED_WITHIN_MS: Millis = 5_000;
/** On top of the line's ring timeout. */
const OUTCOME_MARGIN_MS: Millis = 15_000;
/** So that who picks up is not cut off in the first word. */
const TALK_MS: Millis = 3_000;
const ANNOUNCED_WITHIN_MS: Millis = 30_000;
const ENDED_WITHIN_MS: Millis = 3_000;

/**
 * Has Asterisk call the line and follows the call to its outcome; who is texted is decided by then. Whatever happens
 * in between, the test's caller is hung up. Null where the call did not get so far.
 */
export async function placeTestCall(
  parts: TestCallParts,
  request: TestCallRequest,
  channelId: string,
  tell: Tell,
): Promise<CallView | null> {
  const { caller, store, signal } = parts;
  let row: CallRow | null = null;
  try {
    if (!(await reachDaemon(parts, request, channelId, tell))) return null;
    row = await followCall(parts, request, channelId, tell);
  } finally {
    await caller.hangUp();
  }
  if (row === null || signal.aborted) return null;
  await lookUntil(parts, ENDED_WITHIN_MS, () => (rowOf(parts, channelId)?.state === 'ended' ? true : null));
  const shown = showCall(store, row.id);
  if (shown.kind !== 'call') throw new Error(`call ${row.id} is gone`);
  for (const leg of shown.call.legs) tell(phoneStep(leg, request.line.number));
  if (row.outcome !== null) tell(outcomeStep(row.outcome, request.rings, request.line.number));
  return shown.call;
}

async function reachDaemon(
  parts: TestCallParts,
  request: TestCallRequest,
  channelId: string,
  tell: Tell,
): Promise<boolean> {
  const { line, context, dial, from } = request;
  const refused = await parts.caller.dial({
    number: dial,
    context,
    callerId: { name: 'textback test', number: from ?? line.number },
    channelId,
    timeoutSeconds: Math.ceil(
      (line.ringTimeoutSeconds * 1000 + OUTCOME_MARGIN_MS + ANNOUNCED_WITHIN_MS) / 1000,
    ),
  });
  if (refused !== null)
    return tell(failed('dialplan', `Asterisk does not dial: ${refused}`, 'See Asterisk’s own log.'));
  const recorded = await lookUntil(parts, RECORDED_WITHIN_MS, () => rowOf(parts, channelId) ?? null);
  if (recorded !== null)
    return tell(passed('dialplan', `leads ${dial} to textback, which recorded call ${recorded.id}`));
  return parts.signal.aborted ? false : tell(await explainUnrecorded(parts.caller, channelId, request));
}

async function followCall(
  parts: TestCallParts,
  { line }: TestCallRequest,
  channelId: string,
  tell: Tell,
): Promise<CallRow | null> {
  const { clock, signal, onProgress } = parts;
  const withinMs = line.ringTimeoutSeconds * 1000 + OUTCOME_MARGIN_MS;
  const row = await watchToOutcome(parts, channelId, withinMs);
  if (row === null && !signal.aborted) {
    tell(
      failed('outcome', 'the call got none in time', 'See `journalctl -u textback` for what happened to it.'),
    );
  }
  if (row?.outcome === 'answered') {
    onProgress(`answered; hanging up in ${TALK_MS / 1000} s`);
    await pause(clock, TALK_MS, signal);
  }
  // Who is announced something hears it out; in a voicemail nothing is to be left.
  await lookUntil(parts, ANNOUNCED_WITHIN_MS, () =>
    rowOf(parts, channelId)?.state === 'announcing' ? null : true,
  );
  return row;
}

async function explainUnrecorded(
  caller: TestCaller,
  channelId: string,
  { dial, context }: TestCallRequest,
): Promise<TestStep> {
  const place = await caller.whereIs(channelId);
  return place === null
    ? failed('dialplan', `Asterisk ended the call: ${context} has no way to textback for ${dial}`, INSTALL)
    : failed('dialplan', `the call did not get to textback; it is in ${place}`, INSTALL);
}

const INSTALL =
  'Run `textback asterisk install`, then `dialplan reload` in Asterisk. With --context from-pstn on FreePBX, see that the inbound route of the number leads to textback.';

function rowOf({ store }: TestCallParts, channelId: string): CallRow | undefined {
  return store.read((reader) => reader.calls.byCaller(channelId));
}
