import { creditCost } from '../core/credit-cost.ts';
import { type Country, exampleMobile, isCountry, parsePhone } from '../core/phone.ts';
import { testChannelId } from '../core/test-call.ts';
import { passed, type TestStep } from '../core/test-steps.ts';
import type { LineRow } from '../store/queries/lines.ts';
import type { Business } from './business.ts';
import { checkTestLinks } from './check-test-links.ts';
import { foretell, judgeDecision, judgeForetold, judgeText } from './judge-test-call.ts';
import { placeTestCall } from './place-test-call.ts';
import type { CallView } from './show-call.ts';
import type { Tell, TestCallParts, TestCallRequest } from './test-call-request.ts';
import { watchText } from './watch-test-call.ts';

/** What a customer whose call ended so is texted. */
export interface TestText {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly credits: number;
  /** False for what only would be sent. */
  readonly isReal: boolean;
}

export interface TestCallReport {
  readonly steps: readonly TestStep[];
  readonly callId: number | null;
  readonly text: TestText | null;
}

/** The whole path of a call, step by step, up to the first one without which the rest cannot be tried. */
export async function runTestCall(parts: TestCallParts, request: TestCallRequest): Promise<TestCallReport> {
  const { line, rings, texts } = request;
  const steps: TestStep[] = [];
  const tell: Tell = (step) => {
    steps.push(step);
    parts.onStep(step);
    return step.ok;
  };
  tell(passed('configuration', 'sound'));
  tell(passed('database', 'can be used'));
  tell(passed('line', `${line.number} (${line.name})`));
  const isReady = await checkTestLinks(parts, tell);
  if (!isReady || parts.signal.aborted) return { steps, callId: null, text: null };
  const channelId = testChannelId({ rings, texts }, parts.token);
  const call = await placeTestCall(parts, request, channelId, tell);
  if (call === null) {
    const callId = parts.store.read((reader) => reader.calls.byCaller(channelId))?.id ?? null;
    return { steps, callId, text: null };
  }
  const text = texts ? await followText(parts, call, tell) : foretellText(parts, request, call, tell);
  return { steps, callId: call.id, text };
}

function foretellText(
  { store, business, clock }: TestCallParts,
  { line, from, rings }: TestCallRequest,
  call: CallView,
  tell: Tell,
): TestText | null {
  const customer = {
    from: from ?? exampleMobile(countryOf(line, business)),
    rang: rings,
    ringTimeoutMs: line.ringTimeoutSeconds * 1000,
  };
  const simulation = foretell(store, call, customer, business, clock.now());
  tell(judgeForetold(simulation, rings && call.outcome === 'answered'));
  if (simulation.text === null) return null;
  const { text, credits } = simulation.text;
  const cost = `${credits} ${credits === 1 ? 'credit' : 'credits'}`;
  tell(passed('text', `none was sent, for this was a test; it would take ${cost} and say: ${text}`));
  return { from: simulation.text.from, to: simulation.text.to, text, credits, isReal: false };
}

/** Whose numbers the line texts. */
function countryOf({ number, countries }: LineRow, { country }: Business): Country {
  const [named] = (countries ?? '').split(',').filter(isCountry);
  const phone = parsePhone(number, country);
  return named ?? (phone.kind === 'number' ? phone.country : null) ?? country;
}

async function followText(parts: TestCallParts, call: CallView, tell: Tell): Promise<TestText | null> {
  tell(judgeDecision(call));
  const messageId = call.decision?.message?.id;
  if (messageId === undefined) return null;
  const message = await watchText(parts, messageId);
  tell(judgeText(message, parts.clock.now()));
  const { fromNumber: from, toNumber: to, body: text } = message;
  const { charge } = parts.store.read((reader) => reader.settings.business());
  return { from, to, text, credits: creditCost(text, charge), isReal: true };
}
