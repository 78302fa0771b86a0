import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { LineDestination } from '../../core/destination.ts';
import { and, asc, eq, isNull, sql } from '../drizzle.ts';
import { destinations, huntSteps, lines } from '../schema.ts';

export type LineRow = typeof lines.$inferSelect;
export type NewLine = typeof lines.$inferInsert;
export type LineChange = Partial<Omit<LineRow, 'id' | 'number' | 'createdAt'>>;

/** A destination of a hunt step, as it was set. */
export interface DestinationRow {
  readonly step: number;
  readonly ringSeconds: number | null;
  readonly kind: LineDestination['kind'];
  readonly value: string;
  /** What people call it; null for its value. */
  readonly name: string | null;
  readonly confirm: boolean;
}

export type NewStep = {
  readonly ringSeconds: number | null;
  readonly destinations: readonly (Pick<DestinationRow, 'kind' | 'value'> &
    Partial<Pick<DestinationRow, 'name' | 'confirm'>>)[];
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
  };
}

export function lineWriter(db: BetterSQLite3Database) {
  return {
    add: (line: NewLine): LineRow => db.insert(lines).values(line).returning().get(),
    change(id: number, change: LineChange): void {
      db.update(lines).set(change).where(eq(lines.id, id)).run();
    },
    /** Replaces all hunt steps of a line. */
    setSteps(lineId: number, steps: readonly NewStep[]): void {
      db.delete(huntSteps).where(eq(huntSteps.lineId, lineId)).run();
      steps.forEach((step, position) => {
        const { id } = db
          .insert(huntSteps)
          .values({ lineId, position, ringSeconds: step.ringSeconds })
          .returning({ id: huntSteps.id })
          .get();
        db.insert(destinations)
          .values(
            step.destinations.map((destination, index) => ({ ...destination, stepId: id, position: index })),
          )
          .run();
      });
    },
  };
}
