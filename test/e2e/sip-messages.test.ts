import Database from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type AsteriskInstance, startAsterisk } from '../../src/demo/asterisk-instance.ts';
import { placeCall } from './harness/caller.ts';
import { runCli } from './harness/cli.ts';
import { type DaemonProcess, startDaemon } from './harness/daemon-process.ts';
import { ledgerOf } from './harness/ledger.ts';
import { printLogsOnFailure } from './harness/logs-on-failure.ts';
import { openAmi } from './harness/open-ami.ts';
import { realAsterisks } from './harness/releases.ts';
import { type MessageToSend, type SipPeer, startSipPeer } from './harness/sip-peer.ts';
import { configFor, createWorkspace, type Workspace } from './harness/workspace.ts';

const LINE = '+12125550100';
const WORDING = 'Acme HVAC missed your call 📞 — how can we help?';
// biome-ignore lint/suspicious/noTemplateCurlyInString: Asterisk's syntax
const HOSTILE = '"),A(,${SHELL(touch /pwned)})}:0:1;|~$[1+1] \\ %29 = <b>';
const MANY = 300;
const WITHIN = { timeout: 20_000, interval: 50 };

/** Each test has a customer of its own, so that none sees another's texts. */
let lastCustomer = 140;
function newCustomer(): string {
  lastCustomer += 1;
  return `+12125550${lastCustomer}`;
}

describe.each(await realAsterisks())('texts by SIP MESSAGE on Asterisk $name', (real) => {
  let peer: SipPeer;
  let asterisk: AsteriskInstance;
  let workspace: Workspace;
  let daemon: DaemonProcess;

  const attempt = (...args: string[]) => runCli(args, { TEXTBACK_CONFIG: workspace.configPath });
  const textback = async (...args: string[]) => {
    const result = await attempt(...args);
    expect(result.code, `textback ${args.join(' ')}\n${result.stderr}`).toBe(0);
    return result;
  };
  const ledger = ledgerOf({ textback, attempt });
  const startTextback = async () => {
    daemon = startDaemon({ configPath: workspace.configPath });
    await daemon.ready();
  };
  const send = (from: string, more: Partial<MessageToSend> = {}) =>
    peer.send({ sipPort: asterisk.sipPort, from, to: LINE, body: 'Hello', ...more });
  const textsOf = async (customer: string) =>
    ((await ledger.lead(customer))?.timeline ?? []).flatMap((entry) =>
      entry.kind === 'text' ? [entry] : [],
    );
  const textsIn = async (customer: string) =>
    (await textsOf(customer))
      .filter(({ direction }) => direction === 'in')
      .map(({ message }) => message.text);
  const keptByAsterisk = async () => {
    const shown = await asterisk.cli('database show textback/inbox');
    return (shown.match(/^\/textback\/inbox\//gm) ?? []).length;
  };
  const expectNothingKept = () => vi.waitFor(async () => expect(await keptByAsterisk()).toBe(0), WITHIN);

  beforeAll(async () => {
    peer = await startSipPeer();
    asterisk = await startAsterisk({ root: real.root, trunk: { host: '127.0.0.1', port: peer.port } });
    const peers = { asterisk, smppPort: 1 };
    workspace = await createWorkspace(peers);
    await workspace.writeConfig(
      configFor(peers, workspace.databasePath).replace(
        /\[\[gateway\]\][^[]*/,
        '[[gateway]]\nname = "trunk"\nkind = "sip-message"\nendpoint = "trunk"\ndid_header = "X-SMS-To"\n\n',
      ),
    );
    await textback('credits', 'topup', '100');
    const forward = 'PJSIP/+12125550199@nowhere';
    await textback('line', 'add', LINE, '--forward', forward, '--message', WORDING);
    await startTextback();
  });
  afterAll(async () => {
    await daemon?.[Symbol.asyncDispose]();
    await workspace?.[Symbol.asyncDispose]();
    await asterisk?.stop();
    await peer?.[Symbol.asyncDispose]();
  });
  beforeEach(() => printLogsOnFailure(() => ({ daemon, asterisk, peer })));

  test('given a missed call, when the caller is texted and replies, then both are one conversation', async () => {
    const customer = newCustomer();
    await (await placeCall({ sipPort: asterisk.sipPort, to: LINE, from: customer })).result;
    const textBack = await vi.waitFor(() => {
      const found = peer.heard.find(({ target }) => target === customer);
      if (found === undefined) throw new Error('No MESSAGE came.');
      return found;
    }, WITHIN);
    expect(textBack).toMatchObject({ body: WORDING, from: `${LINE}@127.0.0.1` });
    // RFC 3428 §8.
    expect(textBack.size).toBeLessThanOrEqual(1_300);

    expect(await send(customer, { body: 'The heater is out :) come at 5:30' })).toBe(202);
    await vi.waitFor(async () => {
      const texts = await textsOf(customer);
      expect(texts.map(({ direction, message }) => [direction, message.text, message.state])).toEqual([
        // Handed over is all that anybody knows: never "delivered".
        ['out', WORDING, 'sent'],
        ['in', 'The heater is out :) come at 5:30', 'received'],
      ]);
    }, WITHIN);
    expect((await ledger.lead(customer))?.timeline.map(({ kind }) => kind)).toContain('call');
    await expectNothingKept();
    expect(peer.heard.filter(({ target }) => target === customer)).toHaveLength(1);
  });

  test('given a daemon that is away, when texts come, then they are kept, and taken out once in order', async () => {
    const customer = newCustomer();
    await daemon.terminate();
    for (const [index, body] of ['first', 'second', 'third'].entries()) {
      expect(await send(customer, { body })).toBe(202);
      // Asterisk 16 says 202 first, and may let the next one overtake it within a millisecond.
      await vi.waitFor(async () => expect(await keptByAsterisk()).toBe(index + 1), WITHIN);
    }
    const sentBy = Date.now();
    await startTextback();
    await vi.waitFor(
      async () => expect(await textsIn(customer)).toEqual(['first', 'second', 'third']),
      WITHIN,
    );
    await expectNothingKept();
    // It shows when the customer wrote, not when the daemon was back.
    for (const { message } of await textsOf(customer)) expect(message.createdAt).toBeLessThanOrEqual(sentBy);
    await daemon.kill();
    await startTextback();
    expect(await textsIn(customer)).toEqual(['first', 'second', 'third']);
  });

  test('given a text that was stored, when it comes again before and after a restart, then it is one', async () => {
    const customer = newCustomer();
    const again = { body: 'STOP it leaks', callId: `twice-${customer}` };
    await send(customer, again);
    await send(customer, again);
    await vi.waitFor(async () => expect(await textsIn(customer)).toEqual([again.body]), WITHIN);
    await daemon.kill();
    await send(customer, again);
    await vi.waitFor(async () => expect(await keptByAsterisk()).toBe(1), WITHIN);
    await startTextback();
    await expectNothingKept();
    expect(await textsIn(customer)).toEqual([again.body]);
    // A new text with the same words is another one.
    await send(customer, { body: again.body });
    await vi.waitFor(async () => expect(await textsIn(customer)).toHaveLength(2), WITHIN);
  });

  test('given a carrier that names the DID in a header, when a text comes for an account, then it reaches the line', async () => {
    const customer = newCustomer();
    await send(customer, {
      requestUser: 's',
      to: '100234_main',
      headers: ['X-SMS-To: 2125550100'],
      fromHeader: `"Eve :) \\"x\\", 5:30" <sip:${customer.slice(2)}@carrier.example;user=phone>`,
    });
    await vi.waitFor(async () => expect(await textsIn(customer)).toEqual(['Hello']), WITHIN);
    const [text] = await textsOf(customer);
    expect(text?.message).toMatchObject({ from: customer, to: LINE });
  });

  test.each([
    ['1,000 bytes', 'a'.repeat(1_000), 'a'.repeat(1_000)],
    ['1,023 bytes of two each', `${'é'.repeat(511)}x`, `${'é'.repeat(511)}x`],
    ['nothing', '', '[an empty text]'],
    [
      '1,024 bytes',
      'a'.repeat(1_024),
      expect.stringContaining('1024 bytes came that Asterisk could not read'),
    ],
    ['3,000 bytes', 'a'.repeat(3_000), expect.stringContaining('3000 bytes')],
    ['several lines', 'one\r\ntwo\nthree', 'one\ntwo\nthree'],
    ['bytes that are not UTF-8', Buffer.from([0x63, 0x61, 0x66, 0xe9, 0x01, 0x80]), 'café€'],
    ['every closing bracket', ')'.repeat(1_020), ')'.repeat(1_020)],
    ['what the dialplan would run', HOSTILE, HOSTILE],
    [
      'headers of AMI',
      'a\r\nAction: Command\r\nCommand: core stop now',
      'a\nAction: Command\nCommand: core stop now',
    ],
  ])(
    'given a body of %s, when it comes, then it is stored as far as Asterisk tells it',
    async (_what, body, words) => {
      const customer = newCustomer();
      expect(await send(customer, { body })).toBe(202);
      await vi.waitFor(async () => expect(await textsIn(customer)).toEqual([words]), WITHIN);
      await expectNothingKept();
    },
  );

  test('given many kept texts, when the daemon is killed while it takes them out, then each is there once', async () => {
    const customer = newCustomer();
    await daemon.terminate();
    const bodies = Array.from({ length: MANY }, (_, index) => `text ${index} :)`);
    for (const body of bodies) expect(await send(customer, { body })).toBe(202);
    await vi.waitFor(async () => expect(await keptByAsterisk()).toBe(MANY), WITHIN);
    const startedAt = Date.now();
    daemon = startDaemon({ configPath: workspace.configPath });
    const stored = () => storedTexts(workspace.databasePath, customer);
    await vi.waitFor(() => expect(stored().length).toBeGreaterThan(MANY / 10), { ...WITHIN, interval: 5 });
    await daemon.kill();
    const before = stored().length;
    console.info(
      `${real.name}: killed after ${before} of ${MANY} texts, ${Date.now() - startedAt} ms after its start`,
    );
    expect(before).toBeLessThan(MANY);
    await startTextback();
    await expectNothingKept();
    expect([...stored()].sort()).toEqual([...bodies].sort());
  });

  test('given the log of Asterisk, when all is done, then no text made it complain or shows in it', () => {
    const complaints = asterisk
      .logText()
      .split('\n')
      .filter((line) => /ERROR|func_|UTF-8|core stop now|heater/.test(line));
    expect(complaints.filter((line) => !/nowhere|print_body|Unable to/.test(line))).toEqual([]);
  });

  test('given 2,000 texts that wait, when one more comes, then it is left out and Asterisk says so', async () => {
    await daemon.terminate();
    await using ami = await openAmi(asterisk);
    await ami.action({ Action: 'DBDelTree', Family: 'textback/inbox' });
    for (let index = 0; index < 2_000; index += 1) await ami.dbPut('textback/inbox', `${index}`, 'x');
    await send(newCustomer());
    await vi.waitFor(() => expect(asterisk.logText()).toContain('a text is lost because 2000 wait'), WITHIN);
    expect(await keptByAsterisk()).toBe(2_000);
  });
});

/** What came from a customer, in the order in which it is stored. */
function storedTexts(path: string, customer: string): readonly string[] {
  const database = new Database(path, { readonly: true });
  try {
    const texts = "SELECT body FROM messages WHERE direction = 'in' AND from_number = ? ORDER BY id";
    return database.prepare(texts).pluck().all(customer).map(String);
  } finally {
    database.close();
  }
}
