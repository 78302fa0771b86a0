import { failed, passed, type TestStep } from '../core/test-steps.ts';
import { judgeGateways } from './judge-test-call.ts';
import type { Tell, TestCallParts } from './test-call-request.ts';

/**
 * Whether everything is there that a call needs. Without a daemon the dialplan would ring phones by itself, so that
 * nothing may be dialled then; without AMI or a gateway the rest can still be tried.
 */
export async function checkTestLinks(
  { caller, store, isDaemonHere }: TestCallParts,
  tell: Tell,
): Promise<boolean> {
  const ari = await caller.checkAri();
  tell(ari === null ? passed('ari', 'Asterisk answers') : failed('ari', ari, ACCOUNTS));
  const ami = await caller.checkAmi();
  tell(ami === null ? passed('ami', 'Asterisk answers') : failed('ami', ami, ACCOUNTS));
  if (ari !== null) return false;
  const isConnected = await caller.isDaemonConnected().catch(() => false);
  if (!tell(judgeDaemon(isConnected, isDaemonHere()))) return false;
  tell(judgeGateways(store));
  return true;
}

/** What to do where Asterisk does not let us in. */
export const ACCOUNTS =
  'Put right what it says; `textback asterisk install` writes both accounts into Asterisk’s files.';

/** @param host where whoever has the calls runs; null where that is not known */
export function judgeDaemon(isConnected: boolean, isHere: boolean, host: string | null = null): TestStep {
  if (isHere && isConnected) return passed('daemon', 'runs, and takes this Asterisk’s calls');
  if (isHere) {
    return failed(
      'daemon',
      'runs, and is not connected to this Asterisk',
      'See why with `journalctl -u textback`; was it started before the configuration was changed?',
    );
  }
  return isConnected
    ? failed(
        'daemon',
        `this Asterisk’s calls are taken, by a textback that runs on another database${host === null ? '' : ` (on ${host})`}`,
        'Give this command that one’s configuration: --config FILE.',
      )
    : failed(
        'daemon',
        'no textback runs on this database',
        'Start it: `systemctl start textback`, or `textback serve`.',
      );
}
