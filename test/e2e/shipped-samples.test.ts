import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import WebSocket from 'ws';
import type { AsteriskInstance } from '../../src/demo/asterisk-instance.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { MAILBOXES } from './harness/mailboxes.ts';
import { type PbxUnderTest, startPbxUnderTest } from './harness/pbx-under-test.ts';
import type { PhoneBehaviour } from './harness/phone.ts';
import { realAsterisks } from './harness/releases.ts';
import { framesOf } from './harness/sound-frames.ts';

const CALLER = '+12125550101';
const PLAYED = `
[played]
exten => s,1,Playback(\${SOUND})
 same => n,Hangup()
`;

/** What a user gets by copying `asterisk/`: calls that no daemon takes, and what AMI lets it do. */
describe.each(await realAsterisks())('shipped samples on Asterisk $name', (real) => {
  let pbx: PbxUnderTest;
  beforeAll(async () => {
    pbx = await startPbxUnderTest(real, {
      ...MAILBOXES,
      'extensions.conf': MAILBOXES['extensions.conf'] + PLAYED,
    });
  });
  afterAll(() => pbx?.stop());
  beforeEach(() => printLogsOnFailure(() => ({ pbx })));

  const keepFallback = (key: string, phone: PhoneBehaviour, seconds: number) =>
    pbx.asterisk.cli(
      `database put textback fallback/${key} ${pbx.endpoint(phone, '+12125550199')},${seconds}`,
    );
  /** The journal's values for one DID, without their times: DID, caller, DIALSTATUS, seconds answered. */
  const journal = async (did: string) => {
    const rows = (await pbx.asterisk.cli('database show textback/journal')).split('\n');
    return rows
      .map(
        (row) =>
          /^\S+\s*: \d+\.\d{3}\|((?:[^|]*\|){3}\d+)\|\d+[\d.]*\|\d*\|\d*\|\S*\s*$/.exec(row)?.[1] ?? '',
      )
      .filter((value) => value.startsWith(`${did}|`));
  };

  describe('given no daemon', () => {
    test.each([
      ['+12125550111', '12125550111', 'busy', 486, 'BUSY|0'],
      ['12125550112', '12125550112', 'busy', 486, 'BUSY|0'],
      ['12125550113', '+12125550113', 'busy', 486, 'BUSY|0'],
      ['+12125550114', '+12125550114', 'silent', 480, 'NOANSWER|0'],
    ] as const)(
      'when %s is called and %s is kept as its fallback, then the %s phone is tried and it is journaled',
      async (did, key, phone, status, noted) => {
        await keepFallback(key, phone, 2);
        const result = await (await pbx.call({ to: did, from: CALLER })).result;
        expect(result.status).toBe(status);
        await vi.waitFor(async () => expect(await journal(did)).toEqual([`${did}|${CALLER}|${noted}`]));
      },
    );

    test('when a call is answered through the fallback, then the journal holds its length', async () => {
      await keepFallback('12125550115', 'answer', 10);
      const call = await pbx.call({ to: '+12125550115', from: CALLER, hangUpAfterAnswerMs: 2_500 });
      const result = await call.result;
      expect(result.status).toBe(200);
      expect(result.rtpHeard).toBeGreaterThan(60);
      await vi.waitFor(async () =>
        expect((await journal('+12125550115'))[0]).toMatch(/^\+12125550115\|\+12125550101\|ANSWER\|[23]$/),
      );
    });

    test('when the caller gives up, then the journal says CANCEL, and a withheld number is empty', async () => {
      await keepFallback('12125550116', 'silent', 20);
      const call = await pbx.call({ to: '+12125550116', from: null, hangUpAfterRingingMs: 500 });
      expect((await call.result).status).toBe(487);
      await vi.waitFor(async () => expect(await journal('+12125550116')).toEqual(['+12125550116||CANCEL|0']));
    });

    test('when the number has no fallback, then the call is refused as unavailable and journaled', async () => {
      const call = await pbx.call({ to: '+12125550117', from: CALLER });
      expect((await call.result).status).toBe(480);
      await vi.waitFor(async () =>
        expect(await journal('+12125550117')).toEqual([`+12125550117|${CALLER}|NOFALLBACK|0`]),
      );
    });

    test('when the number dialled carries more than a number, then only its digits go further', async () => {
      const call = await pbx.call({ to: '12125550118%2Cx%26Local', from: CALLER });
      expect((await call.result).status).toBe(480);
      await vi.waitFor(async () => expect(await journal('12125550118')).toHaveLength(1));
    });
  });

  test('given a daemon that sends a call back, when it continues, then the fallback takes it', async () => {
    await keepFallback('12125550120', 'busy', 5);
    await using app = await connectApp(pbx.asterisk, 'label=fallback');
    const call = await pbx.call({ to: '+12125550120', from: CALLER });
    expect((await call.result).status).toBe(486);
    expect(app.arguments()).toEqual([['inbound', '+12125550120']]);
    await vi.waitFor(async () => expect(await journal('+12125550120')).toHaveLength(1));
  });

  /** What the dialplan says of the next call's voicemail: the caller's channel, VMSTATUS and seconds. */
  const voicemails = async () =>
    [
      ...(await pbx.asterisk.cli('database show textback/voicemail')).matchAll(
        /^\/textback\/voicemail\/(\S+)\s*: \d+\.\d{3}\|([A-Z]+)\|(\d*)\s*$/gm,
      ),
    ].map(([, channel, status, seconds]) => ({ channel, status, seconds }));

  test.each([
    ['leaves a message', 'ext-local&extension=vmu100', 4_500, [{ status: 'SUCCESS', seconds: /^[34]$/ }]],
    [
      'leaves one that is mailed and deleted',
      'ext-local&extension=vmu200',
      4_500,
      [{ status: 'SUCCESS', seconds: /^$/ }],
    ],
    [
      'hangs up during the greeting',
      'textback-mailbox&extension=100',
      1_500,
      [{ status: 'FAILED', seconds: /^$/ }],
    ],
    [
      'hangs up right after the tone',
      'ext-local&extension=vmu100',
      700,
      [{ status: 'FAILED', seconds: /^$/ }],
    ],
    ['is sent to no mailbox', 'ext-local&extension=none', 5_000, []],
  ])(
    'given a daemon that sends a caller on to voicemail, when the caller %s, then that is kept for it',
    async (_what, place, hangUpAfterAnswerMs, kept) => {
      await pbx.asterisk.cli('database deltree textback/voicemail');
      await using app = await connectApp(pbx.asterisk, `context=${place}&priority=1`);
      const call = await pbx.call({ to: '+12125550121', from: CALLER, hangUpAfterAnswerMs });
      expect((await call.result).status).toBe(200);
      const expected = kept.map(({ status, seconds }) => ({
        channel: app.channels().at(-1),
        status,
        seconds: expect.stringMatching(seconds),
      }));
      await vi.waitFor(async () =>
        expect(await pbx.asterisk.cli('core show channels')).toMatch(/^0 active channels/m),
      );
      await vi.waitFor(async () => expect(await voicemails()).toEqual(expected));
    },
  );

  test.each(['press-1', 'not-available', 'blocked'])(
    'given the shipped sound %s, when Asterisk plays it, then the caller hears the whole of it, as it is',
    async (sound) => {
      await pbx.asterisk.cli(`dialplan set global SOUND ${pbx.asterisk.sounds}/${sound}`);
      await using _app = await connectApp(pbx.asterisk, 'context=played&extension=s&priority=1');
      const result = await (await pbx.call({ to: '+12125550122', from: CALLER })).result;
      expect(result.status).toBe(200);
      expect(result.soundHeard(sound)).toBeGreaterThan(framesOf(sound).length * 0.9);
      expect(result.soundHeard(sound === 'blocked' ? 'press-1' : 'blocked')).toBe(0);
    },
  );

  test('given the AMI account, when it is used, then it may do what the daemon needs and no more', async () => {
    const answers = await amiDialogue(pbx.asterisk, [
      'Action: DBPut\r\nFamily: textback\r\nKey: probe/1\r\nVal: kept',
      'Action: DBGetTree\r\nFamily: textback\r\nKey: probe',
      'Action: DBDelTree\r\nFamily: textback\r\nKey: probe',
      'Action: PJSIPShowContacts',
      'Action: PJSIPShowRegistrationsOutbound',
      'Action: CoreShowChannels',
      'Action: Originate\r\nChannel: Local/1@native\r\nApplication: NoOp',
      'Action: Command\r\nCommand: core show version',
      'Action: UpdateConfig\r\nSrcFilename: ari.conf\r\nDstFilename: ari.conf',
      'Action: Ping',
    ]);
    const responseTo = (index: number) =>
      new RegExp(`Response: (\\w+)\\r\\nActionID: ${index}\\r\\n`).exec(answers)?.[1];
    expect([0, 1, 2, 5].map(responseTo)).toEqual(['Success', 'Success', 'Success', 'Success']);
    expect([6, 7, 8].map(responseTo)).toEqual(['Error', 'Error', 'Error']);
    expect(answers).toContain('Event: DBGetTreeResponse');
    expect(answers).toMatch(/Val: kept/);
    // Allowed, but only registered contacts are listed, and here each has a fixed address.
    expect(answers).toMatch(/ActionID: 3\r\nMessage: No Contacts found/);
    expect(answers.match(/Permission denied/g)).toHaveLength(3);
  });
});

/** A stand-in for the daemon that sends every call back to the dialplan, to a place of it. */
async function connectApp(asterisk: AsteriskInstance, place: string) {
  const key = `${asterisk.ariUser}:${asterisk.ariPassword}`;
  const socket = new WebSocket(
    `${asterisk.ariUrl.replace('http', 'ws')}/ari/events?app=textback&api_key=${key}`,
  );
  const started: { args: unknown; channel: { id: string } }[] = [];
  socket.on('message', (data) => {
    const event: unknown = JSON.parse(String(data));
    if (!isStasisStart(event)) return;
    started.push(event);
    void fetch(`${asterisk.ariUrl}/ari/channels/${event.channel.id}/continue?${place}&api_key=${key}`, {
      method: 'POST',
    });
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    arguments: () => started.map(({ args }) => args),
    channels: () => started.map(({ channel }) => channel.id),
    async [Symbol.asyncDispose]() {
      const closed = new Promise((resolve) => socket.once('close', resolve));
      socket.close();
      await closed;
    },
  };
}

function isStasisStart(event: unknown): event is { args: unknown; channel: { id: string } } {
  return typeof event === 'object' && event !== null && 'type' in event && event.type === 'StasisStart';
}

/** Logs in, sends the actions one after the other, and gives all that came back until the last one's answer. */
function amiDialogue(asterisk: AsteriskInstance, actions: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(asterisk.amiPort, asterisk.amiHost);
    let heard = '';
    socket.setTimeout(15_000, () => socket.destroy(new Error(`AMI fell silent after:\n${heard}`)));
    socket.once('error', reject);
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('utf8');
      if (!heard.includes(`ActionID: ${actions.length - 1}\r\n`)) return;
      socket.destroy();
      resolve(heard);
    });
    const login = `Action: Login\r\nUsername: ${asterisk.amiUser}\r\nSecret: ${asterisk.amiPassword}\r\n\r\n`;
    socket.write(login + actions.map((action, index) => `${action}\r\nActionID: ${index}\r\n\r\n`).join(''));
  });
}
