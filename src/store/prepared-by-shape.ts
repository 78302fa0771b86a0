import { sql } from './drizzle.ts';

/**
 * A statement for rows that do not always have the same columns, built and prepared once for each set of them:
 * building one anew takes longer than running it. `prepare` gets a row with a placeholder of the column's name in
 * place of each value; null stays null, since columns are not asked to encode it.
 * @param prepare must put the values into the statement as they are: it does not see them
 */
export function preparedByShape<Row extends object, Statement>(
  prepare: (row: Row) => Statement,
): (row: Row) => Statement {
  const kept = new Map<string, Statement>();
  return (row) => {
    const cells = Object.entries(row).filter(([, value]) => value !== undefined);
    const shape = cells.map(([name, value]) => (value === null ? `${name} null` : name)).join();
    const known = kept.get(shape);
    if (known !== undefined) return known;
    const standIns = cells.map(([name, value]) => [name, value === null ? null : sql.placeholder(name)]);
    const prepared = prepare(Object.fromEntries(standIns));
    kept.set(shape, prepared);
    return prepared;
  };
}
