import type { SQL } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Call, Leg, Outcome } from '../../core/call.ts';
import type { Tally } from '../../core/call-tally.ts';
import { completeCall } from '../../core/complete-call.ts';
import { and, asc, desc, eq, gt, inArray, isNull, lt, ne, notInArray, or, sql } from '../drizzle.ts';
import { preparedByShape } from '../prepared-by-shape.ts';
import { callLegs, calls, decisions, lines } from '../schema.ts';

export type CallRow = typeof calls.$inferSelect;
export type LegRow = typeof callLegs.$inferSelect;
export type DecisionRow = typeof decisions.$inferSelect;
export type NewCall = Pick<CallRow, 'lineId' | 'leadId' | 'fromRaw' | 'fromNumber' | 'fromName'> &
  Partial<Pick<CallRow, 'handling' | 'isTest'>>;

/** What a list of calls shows. */
export type CallSummary = Omit<CallRow, 'machine'> & {
  readonly lineNumber: string;
  readonly verdict: DecisionRow['verdict'] | null;
  readonly reason: DecisionRow['reason'];
};

export type OpenCount = Pick<CallRow, 'state' | 'handling'> & { readonly count: number };

export function callReader(db: BetterSQLite3Database) {
  const byId = db
    .select()
    .from(calls)
    .where(eq(calls.id, sql.placeholder('id')))
    .prepare();
  const byCallerChannel = db
    .select()
    .from(calls)
    .where(eq(calls.callerChannelId, sql.placeholder('channelId')))
    .prepare();
  const byLegChannel = db
    .select({ callId: callLegs.callId })
    .from(callLegs)
    .where(eq(callLegs.channelId, sql.placeholder('channelId')))
    .prepare();
  const openCalls = db
    .select()
    .from(calls)
    .where(ne(calls.state, sql`'ended'`))
    .orderBy(asc(calls.id))
    .prepare();
  const openCounts = db
    .select({ state: calls.state, handling: calls.handling, count: sql<number>`count(*)` })
    .from(calls)
    .where(ne(calls.state, sql`'ended'`))
    .groupBy(calls.state, calls.handling)
    .prepare();
  const legsOf = db
    .select()
    .from(callLegs)
    .where(eq(callLegs.callId, sql.placeholder('callId')))
    .orderBy(asc(callLegs.step), asc(callLegs.channelId))
    .prepare();
  const decisionOf = db
    .select()
    .from(decisions)
    .where(eq(decisions.callId, sql.placeholder('callId')))
    .prepare();
  const { machine: _machine, ...shown } = columnsOf();
  const newest = db
    .select({ ...shown, lineNumber: lines.number, verdict: decisions.verdict, reason: decisions.reason })
    .from(calls)
    .innerJoin(lines, eq(lines.id, calls.lineId))
    .leftJoin(decisions, eq(decisions.callId, calls.id))
    .where(lt(calls.id, sql.placeholder('before')))
    .orderBy(desc(calls.id))
    .limit(sql.placeholder('limit'))
    .prepare();
  // As the index call_legs_talked has it, or SQLite does not take it.
  const talkedTo = and(
    eq(callLegs.endpoint, sql.placeholder('endpoint')),
    sql`(state = 'answered' OR "end" = 'hung-up')`,
  );
  const talking = db
    .select({ endedAt: callLegs.endedAt })
    .from(callLegs)
    .where(and(talkedTo, isNull(callLegs.endedAt)))
    .limit(1)
    .prepare();
  const talked = db
    .select({ endedAt: callLegs.endedAt })
    .from(callLegs)
    .where(talkedTo)
    .orderBy(desc(callLegs.endedAt))
    .limit(1)
    .prepare();
  return {
    /** When the phone at an endpoint was last talked to; `Infinity` while it is, null where it never was. */
    talkedUntil(endpoint: string): number | null {
      if (talking.get({ endpoint }) !== undefined) return Number.POSITIVE_INFINITY;
      return talked.get({ endpoint })?.endedAt ?? null;
    },
    byId: (id: number): CallRow | undefined => readable(byId.get({ id })),
    byCaller: (channelId: string): CallRow | undefined => readable(byCallerChannel.get({ channelId })),
    /** The call that a channel belongs to, as its caller or as one of its legs. */
    byChannel(channelId: string): CallRow | undefined {
      const asCaller = byCallerChannel.get({ channelId });
      if (asCaller !== undefined) return readable(asCaller);
      const leg = byLegChannel.get({ channelId });
      return leg === undefined ? undefined : readable(byId.get({ id: leg.callId }));
    },
    /** Every call of ours that has not ended, oldest first. */
    open: (): CallRow[] =>
      openCalls
        .all()
        .filter(({ handling }) => handling !== 'observed')
        .map(readable),
    /** Likewise, of those that the PBX routes while we watch. */
    openObserved: (): CallRow[] =>
      openCalls
        .all()
        .filter(({ handling }) => handling === 'observed')
        .map(readable),
    /** How many have not ended, by how far they are. */
    openCounts: (): OpenCount[] => openCounts.all(),
    legsOf: (callId: number): LegRow[] => legsOf.all({ callId }),
    decisionOf: (callId: number): DecisionRow | undefined => decisionOf.get({ callId }),
    /** Newest first, those with an id under `before`. */
    newest: (limit: number, before: number = Number.MAX_SAFE_INTEGER): CallSummary[] =>
      newest.all({ limit, before }),
  };
}

/** As this version knows it, whichever kept it. */
function readable<Row extends CallRow | undefined>(row: Row): Row {
  return row?.machine ? { ...row, machine: completeCall(row.machine) } : row;
}

function columnsOf() {
  return {
    id: calls.id,
    callerChannelId: calls.callerChannelId,
    lineId: calls.lineId,
    leadId: calls.leadId,
    fromRaw: calls.fromRaw,
    fromNumber: calls.fromNumber,
    fromName: calls.fromName,
    state: calls.state,
    outcome: calls.outcome,
    tally: calls.tally,
    arrivedAt: calls.arrivedAt,
    bridgedAt: calls.bridgedAt,
    finishedAt: calls.finishedAt,
    handling: calls.handling,
    isTest: calls.isTest,
    voicemail: calls.voicemail,
    voicemailSeconds: calls.voicemailSeconds,
    returnedBy: calls.returnedBy,
    returnedAt: calls.returnedAt,
    erasedAt: calls.erasedAt,
    machine: calls.machine,
  };
}

export function callWriter(db: BetterSQLite3Database) {
  // Run for every event of every call: built once, since building a statement costs more than running it.
  // The machine goes past drizzle's JSON encoder, which would write the word null.
  const changing = placeholders([...CHANGING, 'machine']);
  const leg = placeholders(LEG_STATE);
  const insertCall = db
    .insert(calls)
    .values({ ...placeholders(NEW_CALL), ...changing })
    .returning()
    .prepare();
  const updateCall = db
    .update(calls)
    .set(changing)
    .where(eq(calls.id, sql.placeholder('id')))
    .prepare();
  const insertLeg = db
    .insert(callLegs)
    .values({ ...placeholders(NEW_LEG), ...leg })
    .prepare();
  const updateLeg = db
    .update(callLegs)
    .set(leg)
    .where(eq(callLegs.channelId, sql.placeholder('channelId')))
    .prepare();

  const setLead = db
    .update(calls)
    .set(placeholders(['leadId']))
    .where(eq(calls.id, sql.placeholder('id')))
    .prepare();
  const settle = db
    .update(calls)
    .set(placeholders(['outcome', 'tally']))
    .where(eq(calls.id, sql.placeholder('id')))
    .prepare();
  const decide = preparedByShape((row: DecisionRow) => db.insert(decisions).values(row).prepare());

  function saveLeg(callId: number, { destination, ...state }: Leg): void {
    const { changes } = updateLeg.run(state);
    if (changes === 0) insertLeg.run({ ...state, ...destination, callId });
  }

  return {
    add: ({ handling = 'controlled', isTest = false, ...facts }: NewCall, call: Call): CallRow =>
      insertCall.get({ ...facts, ...call, handling, isTest: Number(isTest), machine: kept(call) }),
    /** Writes where the call stands, but for its outcome, and the legs that changed since `before`. */
    save(id: number, call: Call, before: Call | null): void {
      updateCall.run({ ...call, id, machine: kept(call) });
      for (const leg of call.legs) if (before === null || !before.legs.includes(leg)) saveLeg(id, leg);
    },
    /**
     * Marks the calls of a number that were missed and not returned yet as returned. Those that arrived after
     * `since`, the newest hundred at most. Gives how many.
     */
    markReturned(
      number: string,
      since: number,
      by: { readonly outboundCallId: number; readonly at: number },
    ): number {
      const missed = db
        .select({ id: calls.id })
        .from(calls)
        .where(
          and(eq(calls.fromNumber, number), gt(calls.arrivedAt, since), isMissed(), isNull(calls.returnedBy)),
        )
        .orderBy(desc(calls.arrivedAt))
        .limit(MOST_RETURNED);
      return db
        .update(calls)
        .set({ returnedBy: by.outboundCallId, returnedAt: by.at })
        .where(inArray(calls.id, missed))
        .run().changes;
    },
    setLead(id: number, leadId: number): void {
      setLead.run({ id, leadId });
    },
    setVoicemail(id: number, voicemail: Pick<CallRow, 'voicemail' | 'voicemailSeconds'>): void {
      db.update(calls).set(voicemail).where(eq(calls.id, id)).run();
    },
    /** How it ended, and what the scorecard counts it as. */
    settle(id: number, outcome: Outcome | null, tally: Tally): void {
      settle.run({ id, outcome, tally });
    },
    decide(decision: DecisionRow): void {
      decide(decision).run(decision);
    },
    /** What became of a decision that was held. */
    changeDecision(callId: number, change: Partial<Omit<DecisionRow, 'callId'>>): void {
      db.update(decisions).set(change).where(eq(decisions.callId, callId)).run();
    },
  };
}

/** Over, and nobody talked to the caller, as far as is known. */
function isMissed() {
  const isUnknown = and(eq(calls.state, 'ended'), isNull(calls.outcome));
  return or(notInArray(calls.outcome, ['answered', 'blocked']), isUnknown);
}

const MOST_RETURNED = 100;
const NEW_CALL = [
  'lineId',
  'leadId',
  'fromRaw',
  'fromNumber',
  'fromName',
  'callerChannelId',
  'arrivedAt',
  'handling',
  'isTest',
] as const;
const CHANGING = ['state', 'bridgedAt', 'finishedAt'] as const;
const NEW_LEG = ['channelId', 'callId', 'step', 'endpoint', 'label', 'dialedAt'] as const;
const LEG_STATE = [
  'state',
  'ringingAt',
  'answeredAt',
  'confirmedAt',
  'endedAt',
  'end',
  'cause',
  'techCause',
] as const;

/** As plain SQL, which both insert and update take; none of these columns is encoded. */
function placeholders<const Name extends string>(names: readonly Name[]): { readonly [name in Name]: SQL } {
  const named = names.map((name): [Name, SQL] => [name, sql`${sql.placeholder(name)}`]);
  return Object.fromEntries(named) as { readonly [name in Name]: SQL };
}

function kept(call: Call): string | null {
  return call.state === 'ended' ? null : JSON.stringify(call);
}
