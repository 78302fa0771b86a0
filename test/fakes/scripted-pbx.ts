import type { CommandResult, LinkState, LiveChannel, Pbx } from '../../src/asterisk/pbx.ts';
import type { PbxCommand } from '../../src/core/call.ts';

export interface ScriptedPbx extends Pbx {
  state: LinkState;
  /** What was asked, in order; `continue` for a caller handed back to the dialplan. */
  readonly asked: readonly (PbxCommand | { readonly type: 'continue'; readonly channelId: string })[];
  /** What the next command of a type is answered; `done` otherwise. */
  answerNext(type: PbxCommand['type'], answer: CommandResult | Promise<CommandResult>): void;
  /** What `listChannels` tells next, once each; no channels after that. */
  listNext(...answers: readonly (Promise<readonly LiveChannel[]> | readonly LiveChannel[])[]): void;
}

/** A PBX in memory that does nothing by itself and answers as it is told. */
export function createScriptedPbx(): ScriptedPbx {
  const asked: (PbxCommand | { readonly type: 'continue'; readonly channelId: string })[] = [];
  const answers = new Map<string, (CommandResult | Promise<CommandResult>)[]>();
  const lists: (Promise<readonly LiveChannel[]> | readonly LiveChannel[])[] = [];
  return {
    state: 'up',
    asked,
    answerNext: (type, answer) => void answers.set(type, [...(answers.get(type) ?? []), answer]),
    listNext: (...next) => void lists.push(...next),
    start: () => {},
    async execute(command) {
      asked.push(command);
      return (await answers.get(command.type)?.shift()) ?? { kind: 'done' };
    },
    async listChannels() {
      return (await lists.shift()) ?? [];
    },
    async continueInDialplan(channelId) {
      asked.push({ type: 'continue', channelId });
      return { kind: 'done' };
    },
    stop: async () => {},
  };
}
