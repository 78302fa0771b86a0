import type Database from 'better-sqlite3';

/** More than there are queries that are put together anew each time; lists of ids make one for each length. */
const MOST = 400;

/**
 * From here on `client.prepare` compiles the same SQL once and gives it out again: compiling costs more than running
 * most of them. Whoever asks must be done with a statement before the same SQL is asked for again, as drizzle's queries
 * are that are put together and run at once. Of too many, those go that were not asked for the longest.
 */
export function keepStatements(client: Database.Database): void {
  const compile = client.prepare.bind(client);
  const kept = new Map<string, Database.Statement>();
  const prepare = (sql: string): Database.Statement => {
    const statement = kept.get(sql) ?? compile(sql);
    kept.delete(sql);
    kept.set(sql, statement);
    const oldest = kept.size > MOST ? kept.keys().next().value : undefined;
    if (oldest !== undefined) kept.delete(oldest);
    // As fresh: whether rows come as arrays is set on the statement itself.
    return statement.reader ? statement.raw(false) : statement;
  };
  Object.defineProperty(client, 'prepare', { value: prepare });
}
