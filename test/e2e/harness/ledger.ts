import { expect, vi } from 'vitest';
import { z } from 'zod';
import { type Installation, SOON } from './installation.ts';

/** What tests read of the command line's JSON; it has more keys than these. */
const time = z.string().transform((text) => Date.parse(text));

const callSummary = z.object({
  id: z.number(),
  line: z.string(),
  from: z.string(),
  leadId: z.number().nullable(),
  state: z.string(),
  handling: z.string(),
  outcome: z.string().nullable(),
  arrivedAt: time,
  bridgedAt: time.nullable(),
  finishedAt: time.nullable(),
  voicemail: z.string().nullable(),
  voicemailSeconds: z.number().nullable(),
  verdict: z.string().nullable(),
  reason: z.string().nullable(),
});

const message = z.object({
  id: z.number(),
  from: z.string(),
  to: z.string(),
  text: z.string(),
  state: z.string(),
  detail: z.string(),
  createdAt: time,
  sentAt: time.nullable(),
});

const decision = z.object({
  verdict: z.string(),
  reason: z.string().nullable(),
  why: z.string(),
  remedy: z.string().nullable(),
  message: message.nullable(),
});

const call = callSummary.extend({
  legs: z.array(z.object({ destination: z.string(), end: z.string().nullable(), explanation: z.string() })),
  decision: decision.nullable(),
});

const leadSummary = z.object({
  id: z.number(),
  number: z.string(),
  name: z.string(),
  source: z.string(),
  stage: z.string(),
});

const lead = leadSummary.extend({
  optedOut: z.boolean(),
  timeline: z.array(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('call'), callId: z.number(), outcome: z.string().nullable() }),
      z.object({ kind: z.literal('outbound-call'), outboundCallId: z.number(), result: z.string() }),
      z.object({ kind: z.literal('text'), direction: z.enum(['in', 'out']), message }),
      z.object({ kind: z.literal('stage'), to: z.string() }),
      z.object({ kind: z.literal('consent'), state: z.string(), wording: z.string() }),
    ]),
  ),
});

const creditEntry = z.object({
  kind: z.string(),
  delta: z.number(),
  balanceAfter: z.number(),
  messageId: z.number().nullable(),
});

export type Call = z.infer<typeof call>;
export type Lead = z.infer<typeof lead>;

/** What the command line says of calls, leads and credits. */
export function ledgerOf(office: Pick<Installation, 'textback' | 'attempt'>) {
  const ask = async <T>(schema: z.ZodType<T>, ...args: string[]): Promise<T> =>
    schema.parse((await office.textback(...args, '--json')).json());
  const calls = async () =>
    (await ask(z.object({ calls: z.array(callSummary) }), 'call', 'list', '--limit', '1000')).calls;
  const callOf = async (id: number): Promise<Call> =>
    (await ask(z.object({ call }), 'call', 'show', String(id))).call;
  const callFrom = async (number: string): Promise<Call> => {
    const newest = (await calls()).find(({ from }) => from === number);
    if (newest === undefined) throw new Error(`No call from "${number}" is recorded.`);
    return await callOf(newest.id);
  };
  return {
    /** Newest first. */
    calls,
    call: callOf,
    /** The newest call from a number (`''` for withheld). */
    callFrom,
    /** Likewise, once it has ended: a caller is released before it is kept what that means for the business. */
    endedCallFrom: (number: string): Promise<Call> =>
      vi.waitFor(async () => {
        const found = await callFrom(number);
        expect(found.state).toBe('ended');
        return found;
      }, SOON),
    /** In words, for a person. */
    explain: async (id: number) => (await office.textback('call', 'explain', String(id))).stdout,
    leads: async () =>
      (await ask(z.object({ leads: z.array(leadSummary) }), 'lead', 'list', '--limit', '1000')).leads,
    /** `null` where there is none. */
    async lead(number: string): Promise<Lead | null> {
      const answer = await office.attempt('lead', 'show', number, '--json');
      return answer.code === 3 ? null : z.object({ lead }).parse(answer.json()).lead;
    },
    credits: async () =>
      (await ask(z.object({ entries: z.array(creditEntry) }), 'credits', 'history', '--limit', '1000'))
        .entries,
    balance: async () => (await ask(z.object({ balance: z.number() }), 'credits', 'balance')).balance,
  };
}
