import { type Command, InvalidArgumentError } from 'commander';
import { OUTCOMES, type Outcome } from '../../core/call.ts';
import { iso } from '../../core/iso-time.ts';
import { askedJson } from '../../services/as-json.ts';
import { type Simulation, simulateCall } from '../../services/simulate-call.ts';
import { askedWords } from '../asked-words.ts';
import type { Cli } from '../cli.ts';
import { defineCommand } from '../define-command.ts';
import type { Format } from '../format.ts';
import { SIMULATION } from '../json/calls.ts';

interface Options {
  readonly line: string;
  readonly from: string;
  readonly outcome: Outcome;
  readonly at: string;
  readonly name: string;
  readonly waited: number;
}

/** As many seconds as nobody waits. */
const MAX_WAIT_SECONDS = 3_600;

export function addSimulateCommand(program: Command, cli: Cli): void {
  defineCommand(program, {
    usage: 'simulate',
    summary:
      'Say what would become of a missed call: texted or not, why, with which words; nothing is sent or kept',
    json: SIMULATION,
    examples: [
      'textback simulate --line +12125550100 --from +12125550123 --outcome busy',
      'textback simulate --line +12125550100 --from 2125550123 --at "2026-12-25 10:00" --name "Maria Lopez"',
      'textback simulate --line +12125550100 --from "" --outcome abandoned --waited 2',
    ],
  })
    .requiredOption('--line <number>', 'the line that is called')
    .requiredOption('--from <number>', 'the caller ID; "" for withheld')
    .option('--outcome <outcome>', `how the call ends: ${OUTCOMES.join(', ')}`, parseOutcome, 'no-answer')
    .option('--at <time>', 'when, in the time zone of the line, e.g. "2026-12-25 10:00"', 'now')
    .option('--name <name>', "the caller's name, as the trunk sends it", '')
    .option('--waited <seconds>', 'how long the caller waits', parseWait, 20)
    .action(
      cli.withStore(({ store, business, format, now }, options: Options) => {
        const { waited, ...call } = options;
        const simulated = simulateCall(store, { ...call, waitedMs: waited * 1000 }, business, now);
        if (simulated.kind !== 'simulated') return simulated;
        const { simulation } = simulated;
        return {
          json: simulationJson(simulation),
          text: simulationWords(simulation, format),
          notes: ['Nothing was sent, charged or kept.'],
        };
      }),
    );
}

function parseOutcome(text: string): Outcome {
  const outcome = OUTCOMES.find((each) => each === text);
  if (outcome === undefined) throw new InvalidArgumentError(`Give one of ${OUTCOMES.join(', ')}.`);
  return outcome;
}

function parseWait(text: string): number {
  const seconds = Number(text);
  if (/^\d{1,4}$/.test(text) && seconds <= MAX_WAIT_SECONDS) return seconds;
  throw new InvalidArgumentError(`Give whole seconds from 0 to ${MAX_WAIT_SECONDS}.`);
}

function simulationJson({ line, at, decision, text }: Simulation) {
  const { verdict, reason, why, remedy, asked } = decision;
  return {
    line,
    at: iso(at),
    verdict,
    reason,
    why: verdict === 'send' ? WOULD_BE_SENT : why,
    remedy,
    asked: askedJson(asked),
    text: text === null ? null : { ...text, notBefore: iso(text.notBefore), expiresAt: iso(text.expiresAt) },
  };
}

const WOULD_BE_SENT = 'The caller would be texted.';

function simulationWords({ at, decision, text }: Simulation, format: Format): string {
  const isSent = decision.verdict === 'send';
  const words = isSent ? [WOULD_BE_SENT] : [decision.why, decision.remedy ?? ''];
  const facts =
    text === null
      ? []
      : [
          '',
          `"${format.line(text.text)}"`,
          '',
          format
            .fields([
              ['From', format.phone(text.from)],
              ['To', format.phone(text.to)],
              ['Sent', text.notBefore > at ? `not before ${format.time(text.notBefore)}` : 'at once'],
              ['Until', format.time(text.expiresAt)],
              ['Encoding', text.encoding === 'gsm7' ? 'GSM 7 bit' : 'UCS-2'],
              ['Segments', String(text.segments)],
              ['Credits', String(text.credits)],
            ])
            .trimEnd(),
        ];
  return [...words.filter((line) => line !== ''), ...facts, askedWords(decision.asked, format)].join('\n');
}
