const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|::ffff:127(?:\.\d{1,3}){3})$/i;

/** Whether only this machine reaches a name or address: localhost, 127.0.0.0/8, ::1 (RFC 6890). No brackets, no port. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.test(host);
}
