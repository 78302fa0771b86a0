import {
  CALLED_OFF,
  type Gateway,
  type GatewayLink,
  type SubmitRequest,
  type SubmitResult,
} from '../../src/gateways/gateway.ts';

type Answer = SubmitResult | Promise<SubmitResult> | (() => SubmitResult | Promise<SubmitResult>);

export interface ScriptedGateway extends Gateway {
  state: GatewayLink;
  readonly submitted: readonly SubmitRequest[];
  /** Calls nothing off, as a gateway that fails before it writes would. */
  writes: boolean;
  /** What the next submits are answered, in order; `accepted` with ids `id-1`, `id-2`, … after that. */
  answerNext(...answers: readonly Answer[]): void;
}

/** A carrier in memory that answers as it is told. */
export function createScriptedGateway(name = 'carrier'): ScriptedGateway {
  const submitted: SubmitRequest[] = [];
  const answers: Answer[] = [];
  const gateway: ScriptedGateway = {
    name,
    state: 'up',
    writes: true,
    submitted,
    answerNext: (...next) => void answers.push(...next),
    start: () => {},
    async submit(request, beforeWrite = () => true) {
      if (gateway.writes && !(await beforeWrite())) return CALLED_OFF;
      submitted.push(request);
      const answer = answers.shift() ?? { kind: 'accepted', id: `id-${submitted.length}` };
      return typeof answer === 'function' ? await answer() : await answer;
    },
    stop: async () => {},
  };
  return gateway;
}
