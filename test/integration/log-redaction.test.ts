import Database from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { FROM_SOURCES } from '../fakes/from-sources.ts';
import { DAEMON_LINE, DAEMON_SECRETS, startLivingDaemon } from '../fakes/living-daemon.ts';

/** As trunks write the caller's number. */
const CALLERS = ['+12125550147', '12125550148', '2125550149', '+442079460150', '(212) 555-0151'];
const STRANGE_DID = '+12125550188';
const TEXTS = [
  'our basement is flooding, call me on 646 555 0177',
  'STOP',
  'ok ♥ thanks',
  '#1 note the gate code is 4711-22',
];

/** Whatever a number's last four digits are, they stand nowhere in a row, ports aside. */
function expectNoNumber(log: string, numbers: readonly string[]): void {
  const printed = log.replace(/:\d{1,5}\b/g, '');
  for (const number of numbers) {
    const last = number.replace(/\D/g, '').slice(-4);
    const where = new RegExp(`^.*${last}.*$`, 'm').exec(printed)?.[0];
    expect(where, `a line with the digits ${last}`).toBeUndefined();
  }
}

/** As an error may: with the number, in more than one spelling. */
function refuseCall(databasePath: string, number: string): void {
  const database = new Database(databasePath);
  const words = `cannot keep ${number}, (212) 555-${number.slice(-4)} <sip:${number.slice(1)}@pbx>`;
  database.exec(`CREATE TRIGGER refusal BEFORE INSERT ON calls WHEN NEW.from_number = '${number}'
    BEGIN SELECT RAISE(ABORT, '${words}'); END`);
  database.close();
}

test('given a daemon that logs everything, when calls and texts go well and wrong, then no number, word or password of theirs is printed', async () => {
  const daemon = await startLivingDaemon({ more: '[log]\nlevel = "debug"\n' });
  const { pbx, smpp } = daemon;
  await daemon.says('"msg":"ready"');
  pbx.setPhone('PJSIP/100', { kind: 'busy' });
  for (const from of CALLERS) pbx.placeCall({ from, name: `Ann ${from}`, to: DAEMON_LINE });
  pbx.placeCall({ from: CALLERS[0] ?? '', to: STRANGE_DID });
  await vi.waitFor(() => expect(smpp.submits().length).toBeGreaterThanOrEqual(3), { timeout: 10_000 });
  for (const text of TEXTS)
    expect(await smpp.sendInbound({ from: '12125550147', to: '12125550100', text })).toBe(0);
  // What the carrier, Asterisk and the database refuse is said with what each of them says.
  smpp.behave({ submitStatus: 0x0b });
  pbx.placeCall({ from: '+12125550152', to: DAEMON_LINE });
  await daemon.says('did not go out');
  pbx.setPhone(/.*/, { kind: 'no-endpoint' });
  pbx.placeCall({ from: '+12125550153', to: DAEMON_LINE });
  await daemon.says('Asterisk did not carry out a command');
  refuseCall(daemon.databasePath, '+12125550154');
  pbx.placeCall({ from: '+12125550154', to: DAEMON_LINE });
  await daemon.says('cannot keep');
  smpp.behave({ submitStatus: 0, silent: true });
  smpp.drop();
  await daemon.says(/"gateway":"carrier","link":"down"/);
  await pbx.stop();
  await daemon.says(/"link":"ARI".*(closed|lost|refused|hang up|reset)/i);
  daemon.signal('SIGTERM');
  expect(await daemon.exited).toBe(0);

  const printed = daemon.printed();
  // Seen to have said something about each.
  for (const words of ['a call came in', 'the carrier has the text', 'a text came in', 'is no line here'])
    expect(printed).toContain(words);
  expectNoNumber(printed, [
    ...CALLERS,
    DAEMON_LINE,
    STRANGE_DID,
    '+12125550152',
    '+12125550153',
    '+12125550154',
    '0177',
  ]);
  for (const { text } of smpp.submits()) expect(printed).not.toContain(text);
  for (const text of TEXTS) expect(printed).not.toContain(text);
  for (const word of ['basement', 'thanks', 'gate code', 'Sorry we missed', 'Ann '])
    expect(printed).not.toContain(word);
  for (const secret of Object.values(DAEMON_SECRETS)) expect(printed).not.toContain(secret);
  expect(printed).not.toContain(Buffer.from(`textback:${DAEMON_SECRETS.ari}`).toString('base64'));
}, 60_000);

test('given an error that nobody catches, when it ends the daemon, then the log has it, without the number in it', async () => {
  const fault = "process.on('SIGUSR2', () => { throw new Error('no way to (212) 555-0155') })";
  const load = `--import=data:text/javascript,${encodeURIComponent(fault)}`;
  const daemon = await startLivingDaemon({ env: { NODE_OPTIONS: `${FROM_SOURCES.NODE_OPTIONS} ${load}` } });
  await daemon.says('"msg":"ready"');
  daemon.signal('SIGUSR2');
  expect(await daemon.exited).toBe(1);
  expect(daemon.printed()).toContain('"message":"no way to ********55"');
  expect(daemon.printed()).toContain('please report this');
  expectNoNumber(daemon.printed(), ['+12125550155']);
}, 60_000);
