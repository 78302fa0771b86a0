import { lookup } from 'node:dns';
import { BlockList, type LookupFunction } from 'node:net';

/** IANA's registries of special-purpose addresses, as far as something might answer there. */
const NOT_PUBLIC_IPV4 = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const;
/** Of what is routed at all (2000::/3): what stands for an IPv4 address, and documentation. */
const NOT_PUBLIC_IPV6 = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
] as const;

const notPublic = new BlockList();
for (const [net, bits] of NOT_PUBLIC_IPV4) notPublic.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of NOT_PUBLIC_IPV6) notPublic.addSubnet(net, bits, 'ipv6');
const routed = new BlockList();
routed.addSubnet('2000::', 3, 'ipv6');

/** Whether an address is one of the Internet, and not of this machine or a network at home. */
export function isPublicAddress(address: string, family: number): boolean {
  if (family === 4) return !notPublic.check(address, 'ipv4');
  return routed.check(address, 'ipv6') && !notPublic.check(address, 'ipv6');
}

/**
 * For `node:net`: what a name resolves to, without what is no address of the Internet. At the moment of connecting,
 * because a name that was harmless when it was looked at may lead elsewhere now (DNS rebinding).
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error !== null) return callback(error, []);
    const open = found.filter(({ address, family }) => isPublicAddress(address, family));
    const [first] = open;
    if (first === undefined) return callback(new Error(`${hostname} is no address on the Internet`), []);
    return options.all === true ? callback(null, open) : callback(null, first.address, first.family);
  });
};
