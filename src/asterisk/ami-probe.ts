import type { AmiOptions } from './ami-connection.ts';
import { openAmiConnection } from './ami-connection.ts';
import { logIn } from './ami-link.ts';
import type { AdapterParts } from './ari-pbx.ts';

/** Logs in to AMI and out again. `null` when all is well; else what is wrong and what to do. */
export async function probeAmi(
  options: Omit<AmiOptions, 'events'>,
  parts: Pick<AdapterParts, 'clock' | 'log'>,
  signal: AbortSignal,
): Promise<string | null> {
  const listeners = { onEvent: () => {}, onLost: () => {} };
  const account = { ...options, events: [] };
  try {
    const opened = await openAmiConnection(account, listeners, { ...parts, signal });
    try {
      return await logIn(opened, account);
    } finally {
      opened.close();
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
