import { startAsterisk } from '../../../src/demo/asterisk-instance.ts';
import { freePort } from '../../../src/demo/free-ports.ts';
import { type CallOptions, type PlacedCall, placeCall } from './caller.ts';
import type { PbxUnderTest } from './pbx-under-test.ts';
import { PHONE_BEHAVIOURS, type Phone, type PhoneBehaviour, startPhone } from './phone.ts';
import type { RealAsterisk } from './releases.ts';

/** A PBX that routes its calls by itself, laid out as FreePBX lays it out. */
export interface OfficePbx extends Omit<PbxUnderTest, 'accountEndpoint'> {
  /** A customer calls over the PBX's own trunk, not textback's. */
  callIn(options: Omit<CallOptions, 'sipPort' | 'fromAddress'>): Promise<PlacedCall>;
  /** Extension 200 dials. */
  dial(to: string, more?: Partial<CallOptions>): Promise<PlacedCall>;
  /** What an operator's panel may do over AMI. */
  readonly operator: { readonly user: string; readonly password: string };
  /** The name of the channel of a device that is up, e.g. of `PJSIP/104`. */
  channelOf(device: string): Promise<string>;
}

/** Extensions, and how their phones behave; 103 has none. */
const EXTENSIONS: readonly (readonly [extension: string, behaviour: PhoneBehaviour | null])[] = [
  ['100', 'slow'],
  ['101', 'silent'],
  ['102', 'busy'],
  ['103', null],
  ['104', 'answer'],
];
/** What a call on the trunk meets, by the prefix it is dialled with. */
const TRUNKS: readonly (readonly [trunk: string, behaviour: PhoneBehaviour])[] = [
  ['pstn', 'answer'],
  ['pstn-silent', 'silent'],
];
const OPERATOR = { user: 'operator', password: 'operator-secret' };

export async function startOfficePbx(real: RealAsterisk): Promise<OfficePbx> {
  const phones = new Map<PhoneBehaviour, Phone>();
  for (const behaviour of PHONE_BEHAVIOURS)
    phones.set(behaviour, await startPhone(behaviour, await freePort()));
  const phone = (behaviour: PhoneBehaviour) => {
    const found = phones.get(behaviour);
    if (found === undefined) throw new Error(`No phone is ${behaviour}.`);
    return found;
  };
  const contact = (behaviour: PhoneBehaviour | null) =>
    behaviour === null ? 'max_contacts=1' : `contact=sip:127.0.0.1:${phone(behaviour).port}`;
  const pjsip = [
    ...TRUNKS.map(([name, behaviour]) => endpoint(name, 'from-pstn', contact(behaviour))),
    ...EXTENSIONS.map(([name, behaviour]) => endpoint(name, 'from-internal', contact(behaviour))),
    endpoint('200', 'from-internal', contact(null)),
    identify('pstn', '127.0.0.3'),
    identify('200', '127.0.0.4'),
  ];
  const asterisk = await startAsterisk({
    root: real.root,
    extra: {
      'pjsip.conf': pjsip.join(''),
      'extensions.conf': DIALPLAN,
      'queues.conf': QUEUES,
      'features.conf': '[featuremap]\natxfer => *2\n',
      'manager.conf': `\n[${OPERATOR.user}]\nsecret=${OPERATOR.password}\nread=system\nwrite=all\n`,
    },
  });
  const stop = async () => {
    await asterisk.stop();
    await Promise.all([...phones.values()].map((each) => each.stop()));
  };
  const call = (options: Omit<CallOptions, 'sipPort'>) =>
    placeCall({ ...options, sipPort: asterisk.sipPort });
  return {
    asterisk,
    phone,
    call,
    operator: OPERATOR,
    endpoint: (behaviour, number) => `PJSIP/${number}@phone-${behaviour}`,
    callIn: (options) => call({ ...options, fromAddress: '127.0.0.3' }),
    dial: (to, more = {}) => call({ to, from: '200', fromAddress: '127.0.0.4', ...more }),
    async channelOf(device) {
      const listed = await asterisk.cli('core show channels concise');
      const line = listed.split('\n').find((each) => each.startsWith(`${device}-`));
      if (line === undefined) throw new Error(`${device} has no channel:\n${listed}`);
      return line.slice(0, line.indexOf('!'));
    },
    logText: () => asterisk.logText(),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

function endpoint(name: string, context: string, contact: string): string {
  return `
[${name}]
type=endpoint
transport=transport-udp
context=${context}
disallow=all
allow=ulaw
aors=${name}
direct_media=no

[${name}]
type=aor
${contact}
`;
}

function identify(name: string, address: string): string {
  return `\n[${name}-from]\ntype=identify\nendpoint=${name}\nmatch=${address}\n`;
}

/** Members through Local channels, as FreePBX rings those of a queue. */
const QUEUES = `
[general]
[q700]
strategy=ringall
timeout=6
retry=1
member => Local/101@from-queue/n
member => Local/100@from-queue/n
[q701]
strategy=ringall
timeout=3
retry=1
member => Local/101@from-queue/n
`;

/** Each DID's last two digits say where it leads; FreePBX's contexts, macros and names where they matter. */
const DIALPLAN = `
[from-pstn]
exten => _2125550[1]XX,1,Set(__FROM_DID=\${EXTEN})
 same => n,Goto(did-\${EXTEN:8},s,1)
; A DID in a header: what was dialled is not the extension.
exten => account,1,Set(__FROM_DID=2125550102)
 same => n,Goto(did-02,s,1)

[did-00]
exten => s,1,Dial(PJSIP/100&PJSIP/101&Local/2125550199@from-internal/n,20,tr)
 same => n,Hangup()
[did-01]
exten => s,1,Dial(Local/101@from-internal/n&PJSIP/103,4,t)
 same => n,Hangup()
[did-02]
exten => s,1,Goto(ext-local,102,1)
[did-03]
exten => s,1,Goto(ext-local,103,1)
[did-04]
exten => s,1,Answer()
 same => n,Wait(1)
 same => n,Dial(PJSIP/104,10,tT)
 same => n,Hangup()
[did-05]
exten => s,1,Answer()
 same => n,WaitExten(30)
[did-06]
exten => s,1,Answer()
 same => n,Queue(q700,t,,,20)
 same => n,Hangup()
[did-07]
exten => s,1,Answer()
 same => n,Queue(q701,t,,,20)
 same => n,Hangup()
[did-08]
exten => s,1,Dial(PJSIP/101,2,t)
 same => n,Goto(ext-local,vmu101,1)
[did-09]
exten => s,1,Dial(PJSIP/101,60,t)
 same => n,Hangup()
[did-10]
exten => s,1,Dial(PJSIP/104,10,tT)
 same => n,Hangup()
[did-11]
exten => s,1,Dial(PJSIP/100,60,t)
 same => n,Hangup()

[ext-local]
exten => _10X,1,Dial(PJSIP/\${EXTEN},5,t)
 same => n,Goto(s-\${DIALSTATUS},1)
exten => s-BUSY,1,Busy(20)
exten => _s-.,1,Congestion(10)
exten => vmu101,1,VoiceMail(101@default,su)
 same => n,Hangup()

[from-queue]
exten => _10X,1,Dial(PJSIP/\${EXTEN},10,t)

[from-internal]
exten => _10X,1,Goto(ext-local,\${EXTEN},1)
exten => _NXXNXXXXXX,1,Gosub(dialout-trunk,s,1(\${EXTEN},pstn))
 same => n,Hangup()
exten => 2125550199,1,Gosub(dialout-trunk,s,1(\${EXTEN},pstn-silent))
 same => n,Hangup()
exten => _9NXXNXXXXXX,1,Gosub(dialout-trunk,s,1(\${EXTEN:1},pstn-silent))
 same => n,Hangup()

[dialout-trunk]
exten => s,1,Dial(PJSIP/\${ARG1}@\${ARG2},4,T)
 same => n,Return()
`;
