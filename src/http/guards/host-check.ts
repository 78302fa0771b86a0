import { isLoopback } from '../../core/loopback.ts';

/**
 * Whether a request names a host that is ours. A page of somebody else's that has its name resolve to 127.0.0.1
 * (DNS rebinding) still sends its own name here.
 */
export function createHostCheck(publicUrl: string | null): (host: string | undefined) => boolean {
  const own = publicUrl === null ? null : new URL(publicUrl).host;
  return (host) => {
    if (host === undefined || !/^(?:\[[\da-f:.]+\]|[\w.-]+)(?::\d{1,5})?$/i.test(host)) return false;
    const lowerCase = host.toLowerCase();
    // Browsers leave the port out where it is that of https.
    return lowerCase.replace(/:443$/, '') === own || isLoopback(withoutPort(lowerCase));
  };
}

function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}
