import type { Context } from 'hono';
import { type SetupProgress, setupProgress } from '../../services/setup-progress.ts';
import { type LineView, listLines } from '../../services/show-line.ts';
import type { Html } from '../html.ts';
import type { PersonEnv } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';
import { creditStep } from './credit-step.tsx';
import { lineStep } from './line-step.tsx';
import { gatewayStep, pbxStep } from './link-steps.tsx';
import { messageStep } from './message-step.tsx';
import { SetupFrame } from './setup-frame.tsx';
import type { SetupState, StepProps } from './setup-state.ts';
import { SETUP_STEPS, type SetupStep } from './setup-steps.ts';
import { testStep } from './test-step.tsx';

/** Lines to choose from: one who sets textback up has few. */
const MOST_LINES = 100;

const CONTENT: { readonly [step in SetupStep]: (props: StepProps) => Html | Promise<Html> } = {
  pbx: pbxStep,
  gateway: gatewayStep,
  line: lineStep,
  message: messageStep,
  credits: creditStep,
  test: testStep,
};

/** The first step that is not done; the last, where all are. */
export function stepToResume(parts: WebParts): SetupStep {
  const done = progressOf(parts);
  return SETUP_STEPS.find((step) => !done[step]) ?? 'test';
}

/** One page of the walk-through. */
export async function setupPage(
  context: Context<PersonEnv>,
  parts: WebParts,
  step: SetupStep,
  state: SetupState = {},
): Promise<Response> {
  const person = context.get('person');
  const lines = listLines(parts.store, MOST_LINES);
  const props = { person, parts, state, lines, line: lineOf(context, lines) };
  const content = await CONTENT[step](props);
  const polls = step === 'test' && parts.tests.latest()?.state === 'running';
  const { notice } = state;
  return context.html(
    <SetupFrame {...{ person, step, polls, notice }} done={progressOf(parts)}>
      {content}
    </SetupFrame>,
    notice?.isProblem === true ? 422 : 200,
  );
}

/** Whether each step is done: of its link to the phone system the daemon itself knows. */
function progressOf({ store, health }: WebParts): SetupProgress & { readonly pbx: boolean } {
  const { checks } = health.ready();
  const links = checks.filter(({ name }) => name === 'ari' || name === 'ami');
  return { ...setupProgress(store), pbx: links.length > 0 && links.every(({ state }) => state === 'ok') };
}

function lineOf({ req }: Context<PersonEnv>, lines: readonly LineView[]): LineView | undefined {
  const digits = req.param('line');
  const wanted = digits === undefined ? req.query('line') : `+${digits}`;
  return lines.find(({ number }) => number === wanted) ?? lines[0];
}
