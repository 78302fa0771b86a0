import { type AsteriskInstance, startAsterisk } from '../../../src/demo/asterisk-instance.ts';
import { freePort } from '../../../src/demo/free-ports.ts';
import { type CallOptions, type PlacedCall, placeCall } from './caller.ts';
import { PHONE_BEHAVIOURS, type Phone, type PhoneBehaviour, startPhone } from './phone.ts';
import { NATIVE_TRUNK, phoneEndpoint } from './pjsip-endpoints.ts';
import type { RealAsterisk } from './releases.ts';

/** A real Asterisk from the shipped samples, with one phone of each behaviour behind it. */
export interface PbxUnderTest extends AsyncDisposable {
  readonly asterisk: AsteriskInstance;
  phone(behaviour: PhoneBehaviour): Phone;
  /** What to forward to, e.g. `PJSIP/+12125550199@phone-silent`. */
  endpoint(behaviour: PhoneBehaviour, number: string): string;
  /** The same through a provider that wants its account's name in From, and takes P-Asserted-Identity. */
  accountEndpoint(behaviour: PhoneBehaviour, number: string): string;
  /** A customer dials in on the trunk. */
  call(options: Omit<CallOptions, 'sipPort'>): Promise<PlacedCall>;
  logText(): string;
  stop(): Promise<void>;
}

/** @param more as `extra` of `startAsterisk`, after what the harness needs itself */
export async function startPbxUnderTest(
  real: RealAsterisk,
  more: Readonly<Record<string, string>> = {},
): Promise<PbxUnderTest> {
  const phones = new Map<PhoneBehaviour, Phone>();
  for (const behaviour of PHONE_BEHAVIOURS) {
    phones.set(behaviour, await startPhone(behaviour, await freePort()));
  }
  const stopPhones = () => Promise.all([...phones.values()].map((phone) => phone.stop()));
  const endpoints = [...phones.values()].flatMap(({ behaviour, port }) => [
    phoneEndpoint(`phone-${behaviour}`, port),
    phoneEndpoint(`account-${behaviour}`, port, 'from_user=acme-account\nsend_pai=yes\n'),
  ]);
  const asterisk = await startAsterisk({
    root: real.root,
    extra: {
      ...more,
      'pjsip.conf': endpoints.join('') + NATIVE_TRUNK + (more['pjsip.conf'] ?? ''),
      'extensions.conf': NATIVE_DIALPLAN + (more['extensions.conf'] ?? ''),
    },
  }).catch(async (error: unknown) => {
    await stopPhones();
    throw error;
  });
  const stop = async () => {
    await asterisk.stop();
    await stopPhones();
  };
  return {
    asterisk,
    phone: (behaviour) => {
      const phone = phones.get(behaviour);
      if (phone === undefined) throw new Error(`No phone is ${behaviour}.`);
      return phone;
    },
    endpoint: (behaviour, number) => `PJSIP/${number}@phone-${behaviour}`,
    accountEndpoint: (behaviour, number) => `PJSIP/${number}@account-${behaviour}`,
    call: (options) => placeCall({ ...options, sipPort: asterisk.sipPort }),
    logText: () =>
      [asterisk.logText(), ...[...phones.values()].map((p) => `phone ${p.behaviour}:\n${p.logText()}`)].join(
        '\n',
      ),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

/** Calls from the native trunk reach the phones by Asterisk's own Dial(): the harness proven without the daemon. */
const NATIVE_DIALPLAN = `
[native]
exten => _p.,1,Dial(PJSIP/+12125550199@\${EXTEN},5)
 same => n,Hangup(\${HANGUPCAUSE})
`;
