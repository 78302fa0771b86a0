import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { HuntDestination, HuntGroupStep } from '../../core/hunt-group.ts';
import { and, asc, eq, isNull, sql } from '../drizzle.ts';
import { destinations, huntSteps, lines } from '../schema.ts';

export type LineRow = typeof lines.$inferSelect;
export type NewLine = typeof lines.$inferInsert;
export type LineChange = Partial<Omit<LineRow, 'id' | 'number' | 'createdAt'>>;

/** A destination, with what its step has. */
export type DestinationRow = HuntDestination &
  Omit<HuntGroupStep, 'destinations'> & { readonly step: number };

/** What is left out of a step or a destination is nothing, and no. */
export type NewStep = Pick<HuntGroupStep, 'ringSeconds'> &
  Partial<Pick<HuntGroupStep, 'hours'>> & {
    readonly destinations: readonly (Pick<HuntDestination, 'kind' | 'value'> & Partial<HuntDestination>)[];
  };

export function lineReader(db: BetterSQLite3Database) {
  const byNumber = db
    .select()
    .from(lines)
    .where(and(eq(lines.number, sql.placeholder('number')), isNull(lines.removedAt)))
    .prepare();
  const byId = db
    .select()
    .from(lines)
    .where(eq(lines.id, sql.placeholder('id')))
    .prepare();
  const all = db
    .select()
    .from(lines)
    .where(isNull(lines.removedAt))
    .orderBy(asc(lines.number))
    .limit(1000)
    .prepare();
  const destinationsOf = db
    .select({
      step: huntSteps.position,
      ringSeconds: huntSteps.ringSeconds,
      hours: huntSteps.hours,
      kind: destinations.kind,
      value: destinations.value,
      name: destinations.name,
      confirm: destinations.confirm,
    })
    .from(huntSteps)
    .innerJoin(destinations, eq(destinations.stepId, huntSteps.id))
    .where(eq(huntSteps.lineId, sql.placeholder('lineId')))
    .orderBy(asc(huntSteps.position), asc(destinations.position))
    .prepare();
  return {
    /** The line in service at `number` (E.164). */
    byNumber: (number: string): LineRow | undefined => byNumber.get({ number }),
    byId: (id: number): LineRow | undefined => byId.get({ id }),
    /** Lines in service, by number; 1,000 at most, which is what one box is built for. */
    all: (): LineRow[] => all.all(),
    /** In the order in which they ring. */
    destinationsOf: (lineId: number): DestinationRow[] => destinationsOf.all({ lineId }),
    /** The same under their steps. */
    huntOf: (lineId: number): readonly HuntGroupStep[] => gatherSteps(destinationsOf.all({ lineId })),
  };
}

function gatherSteps(rows: readonly DestinationRow[]): readonly HuntGroupStep[] {
  return [...Map.groupBy(rows, ({ step }) => step).values()].map((ofStep) => ({
    ringSeconds: ofStep[0]?.ringSeconds ?? null,
    hours: ofStep[0]?.hours ?? null,
    destinations: ofStep.map(({ kind, value, name, confirm }) => ({ kind, value, name, confirm })),
  }));
}

export function lineWriter(db: BetterSQLite3Database) {
  return {
    add: (line: NewLine): LineRow => db.insert(lines).values(line).returning().get(),
    change(id: number, change: LineChange): void {
      db.update(lines).set(change).where(eq(lines.id, id)).run();
    },
    /** The steps of the line in service at `number` take turns, and one was taken. */
    takeTurn(number: string): void {
      db.update(lines)
        .set({ huntTurn: sql`${lines.huntTurn} + 1` })
        .where(and(eq(lines.number, number), isNull(lines.removedAt)))
        .run();
    },
    /** Replaces all hunt steps of a line. */
    setSteps(lineId: number, steps: readonly NewStep[]): void {
      db.delete(huntSteps).where(eq(huntSteps.lineId, lineId)).run();
      steps.forEach(({ destinations: phones, ...step }, position) => {
        const { id } = db
          .insert(huntSteps)
          .values({ ...step, lineId, position })
          .returning({ id: huntSteps.id })
          .get();
        db.insert(destinations)
          .values(phones.map((phone, index) => ({ ...phone, stepId: id, position: index })))
          .run();
      });
    },
  };
}
