import { randomBytes } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { INBOUND_CONTEXT, planTestCall } from '../../services/plan-test-call.ts';
import type { Rejection } from '../../services/rejection.ts';
import { runTestCall, type TestCallReport } from '../../services/run-test-call.ts';
import type { TestCallRequest } from '../../services/test-call-request.ts';
import type { Cli, Report, Session } from '../cli.ts';
import { defineCommand } from '../define-command.ts';
import type { Format } from '../format.ts';
import { TEST_CALL } from '../json/upkeep.ts';

interface Options {
  readonly line?: string;
  readonly from?: string;
  readonly text?: string;
  readonly dry?: boolean;
  readonly dial?: string;
  readonly context: string;
}

const NOTES = `A call is made inside Asterisk to one of your lines, as a customer's would come in: through the dialplan, to textback,
to the phones. Without options the phones really ring, nobody is texted, and the report ends with the exact words that
a customer would have got. Such calls are marked as tests: they make no lead, count under no cap and in no figure.
  --dry         rings no phone: the call counts as missed at once
  --text NUMBER really texts a phone of yours, as the test's caller, and waits for the carrier: this takes credit, and
                makes that number a lead
On FreePBX, --context from-pstn tries the inbound route too; give the number as your trunk sends it with --dial.
Ctrl-C hangs the call up. The exit code is 1 where a step failed.`;

export function addTestCallCommand(program: Command, cli: Cli): void {
  defineCommand(program, {
    usage: 'test-call',
    summary: 'Call one of your lines, and tell step by step what works, and what to do where it does not',
    json: TEST_CALL,
    examples: [
      'textback test-call',
      'textback test-call --line +12125550100 --dry',
      'textback test-call --text +12125550123',
      'textback test-call --context from-pstn --dial 2125550100',
    ],
  })
    .option('--line <number>', 'which line to call; the only one where not given')
    .option('--dry', 'ring no phone')
    .option('--text <number>', 'a phone of yours: calls from it, and is really texted')
    .addOption(
      new Option('--from <number>', "the caller ID shown; default: the line's own").conflicts('text'),
    )
    .option('--dial <number>', "what the trunk sends as the number dialled; default: the line's", parseDial)
    .option(
      '--context <name>',
      'where calls from the trunk enter the dialplan',
      parseContext,
      INBOUND_CONTEXT,
    )
    .addHelpText('after', NOTES)
    .action(
      cli.withStore(async (session, options: Options) => {
        const request = readRequest(session, options);
        return 'problem' in request ? request : await carryOut(session, request);
      }),
    );
}

function parseDial(text: string): string {
  if (/^\+?\d{2,20}$/.test(text)) return text;
  throw new InvalidArgumentError('Give digits, as the trunk sends them, perhaps with + before.');
}

function parseContext(text: string): string {
  if (/^[A-Za-z0-9_-]{1,79}$/.test(text)) return text;
  throw new InvalidArgumentError('Give the name of a context of the dialplan, e.g. from-pstn.');
}

function readRequest({ store, business }: Session, options: Options): TestCallRequest | Rejection {
  const { line, dry, text, from, dial, context } = options;
  const asked = { line, rings: dry !== true, text, from, dial, context };
  const planned = store.read((reader) => planTestCall(reader, asked, business.country));
  return planned.kind === 'planned' ? planned.request : planned;
}

async function carryOut(session: Session, request: TestCallRequest): Promise<Report> {
  // Loaded only here: the other commands start without Asterisk's libraries.
  const { openTestCallLinks } = await import('../test-call-links.ts');
  const { store, business, config, secrets, world, format } = session;
  const links = openTestCallLinks(config, secrets);
  const stopped = new AbortController();
  const say = (words: string) => world.err(`${format.line(words)}\n`);
  const forget = world.onInterrupt(() => stopped.abort());
  try {
    const report = await runTestCall(
      {
        ...links,
        store,
        business,
        signal: stopped.signal,
        onProgress: say,
        onStep: ({ ok, name, detail }) => say(`${ok ? 'ok' : 'FAILED'}  ${name}: ${detail}`),
        token: randomBytes(5).toString('hex'),
      },
      request,
    );
    return describe(report, request, stopped.signal.aborted, format);
  } finally {
    forget();
    await links.caller.close();
  }
}

function describe(
  { steps, callId, text }: TestCallReport,
  { line }: TestCallRequest,
  interrupted: boolean,
  format: Format,
): Report {
  const failures = steps.filter(({ ok }) => !ok);
  const ok = failures.length === 0 && !interrupted;
  const rows = steps.map((step) => [step.name, step.ok ? 'ok' : 'FAILED', step.detail]);
  const remedies = failures.map(({ name, remedy }) => [name, remedy ?? ''] as const);
  const todo = failures.length === 0 ? '' : `\n${format.heading('What to do')}\n${format.fields(remedies)}`;
  return {
    json: { ok, interrupted, callId, line: line.number, steps, text },
    text: `${format.table(['Step', '', 'What was found'], rows)}${todo}`,
    notes: interrupted ? ['Interrupted: the call was hung up.'] : ok ? ['Everything works.'] : [],
    isBad: !ok,
  };
}
