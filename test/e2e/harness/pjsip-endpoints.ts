/** Calls from here are the native trunk's; those from 127.0.0.1 are the shipped `trunk`'s. */
export const NATIVE_ADDRESS = '127.0.0.2';

/**
 * A phone at a port of 127.0.0.1, which is dialled as `PJSIP/NUMBER@NAME`.
 * @param options further lines of its endpoint
 */
export function phoneEndpoint(name: string, port: number, options = ''): string {
  return `
[${name}]
type=endpoint
transport=transport-udp
context=textback-inbound
disallow=all
allow=ulaw
aors=${name}
direct_media=no
${options}
[${name}]
type=aor
contact=sip:127.0.0.1:${port}
`;
}

/** Its calls enter the context `native`, which textback has no part in: Asterisk's own Dial(), to compare with. */
export const NATIVE_TRUNK = `
[native]
type=endpoint
transport=transport-udp
context=native
disallow=all
allow=ulaw
direct_media=no

[native]
type=identify
endpoint=native
match=${NATIVE_ADDRESS}
`;
