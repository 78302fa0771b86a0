import type { Gateway, GatewayLink, SubmitRequest, SubmitResult } from '../../src/gateways/gateway.ts';

type Answer = SubmitResult | Promise<SubmitResult> | (() => SubmitResult | Promise<SubmitResult>);

export interface ScriptedGateway extends Gateway {
  state: GatewayLink;
  readonly submitted: readonly SubmitRequest[];
  /** What the next submits are answered, in order; `accepted` with ids `id-1`, `id-2`, … after that. */
  answerNext(...answers: readonly Answer[]): void;
}

/** A carrier in memory that answers as it is told. */
export function createScriptedGateway(name = 'carrier'): ScriptedGateway {
  const submitted: SubmitRequest[] = [];
  const answers: Answer[] = [];
  return {
    name,
    state: 'up',
    submitted,
    answerNext: (...next) => void answers.push(...next),
    start: () => {},
    async submit(request) {
      submitted.push(request);
      const answer = answers.shift() ?? { kind: 'accepted', id: `id-${submitted.length}` };
      return typeof answer === 'function' ? await answer() : await answer;
    },
    stop: async () => {},
  };
}
