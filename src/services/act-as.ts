import { mayChange, type Role } from '../core/roles.ts';
import type { Store } from '../store/open-store.ts';
import type { UserRow } from '../store/queries/users.ts';
import type { Writer } from '../store/queries.ts';
import type { Rejection } from './rejection.ts';

/** Who makes a change: a person of the business, or whoever runs the command, who may do everything. */
export interface Actor {
  /** For the audit and the timeline, e.g. `user:Maria`, `cli:root`. */
  readonly label: string;
  /** Null where they are none of the people whom textback knows. */
  readonly userId: number | null;
}

/** A change that the person may not make. Nothing of it stands. */
export class NotAllowed extends Error {
  readonly rejection: Rejection;
  constructor({ name, role }: Pick<UserRow, 'name' | 'role'>) {
    const problem = `${name} may not change this: the role is ${role}.`;
    super(problem);
    this.name = 'NotAllowed';
    this.rejection = {
      kind: 'refused',
      problem,
      remedy: `Nothing was changed. An owner can do it, or allow it with \`textback user set "${name}" role …\`.`,
    };
  }
}

/** Who runs a command: the person with this login, if there is one. */
export function whoIs(
  store: Pick<Store, 'read'>,
  login: string,
): { readonly actor: Actor; readonly user: UserRow | null } {
  const user = store.read((reader) => reader.users.byLogin(login)) ?? null;
  const actor = user === null ? { label: `cli:${login}`, userId: null } : actorOf(user);
  return { actor, user };
}

export function actorOf({ id, name }: Pick<UserRow, 'id' | 'name'>): Actor {
  return { label: `user:${name}`, userId: id };
}

/**
 * The store as a person may use it. Whatever service runs on it, a change that their role forbids throws
 * NotAllowed and is undone: who may only read gets no transaction, and others are judged by what they change,
 * because every change says so in the audit or in the ledger.
 */
export function storeFor(store: Store, user: Pick<UserRow, 'name' | 'role'> | null): Store {
  if (user === null || user.role === 'owner') return store;
  return {
    ...store,
    transact(durability, change) {
      if (user.role === 'read-only') throw new NotAllowed(user);
      return store.transact(durability, (tx) => change(guarded(tx, user)));
    },
    rehearse: (change) => store.rehearse((tx) => change(guarded(tx, user))),
  };
}

function guarded(tx: Writer, user: { readonly name: string; readonly role: Role }): Writer {
  const refuse = (): never => {
    throw new NotAllowed(user);
  };
  return {
    ...tx,
    audit: {
      ...tx.audit,
      record: (entry) => (mayChange(user.role, entry.subject) ? tx.audit.record(entry) : refuse()),
    },
    consents: {
      ...tx.consents,
      // Who asked to be left alone is texted again on an owner's word, or on their own.
      record: (entry) =>
        entry.state === 'opted-in' && entry.source !== 'text' ? refuse() : tx.consents.record(entry),
    },
    credits: {
      ...tx.credits,
      add: (entry) => (entry.kind === 'top-up' || entry.kind === 'adjust' ? refuse() : tx.credits.add(entry)),
    },
  };
}
