/** Runs a change in a transaction of its own: all of it or, where it throws, nothing. */
type Transact<W> = <T>(change: (writer: W) => T) => T;

interface Waiting<W> {
  run(writer: W): void;
  done(): void;
  fail(error: unknown): void;
}

/**
 * One transaction, and with it one wait for the disk, for all changes that are asked for in the same turn of the event
 * loop, in the order in which they were. Where one of them throws, each is run again in a transaction of its own, so
 * that only that one fails: a change must do nothing but what its transaction undoes.
 */
export function createGroupCommit<W>(transact: Transact<W>): <T>(change: (writer: W) => T) => Promise<T> {
  let waiting: Waiting<W>[] = [];

  function commit(): void {
    const group = waiting;
    waiting = [];
    const [only, ...others] = group;
    if (only !== undefined && others.length === 0) {
      alone(only);
      return;
    }
    try {
      transact((writer) => {
        for (const { run } of group) run(writer);
      });
    } catch {
      for (const each of group) alone(each);
      return;
    }
    for (const { done } of group) done();
  }

  function alone({ run, done, fail }: Waiting<W>): void {
    try {
      transact(run);
    } catch (error) {
      fail(error);
      return;
    }
    done();
  }

  return <T>(change: (writer: W) => T) =>
    new Promise<T>((resolve, reject) => {
      let made: { readonly of: T } | null = null;
      waiting.push({
        run(writer) {
          made = { of: change(writer) };
        },
        done() {
          if (made !== null) resolve(made.of);
        },
        fail: reject,
      });
      if (waiting.length === 1) setImmediate(commit);
    });
}
