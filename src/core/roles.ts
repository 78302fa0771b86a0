/** What a person may do: everything; everything with customers; only look. */
export const ROLES = ['owner', 'staff', 'read-only'] as const;
export type Role = (typeof ROLES)[number];

/** What staff may change, by the first word of an audit entry's subject: what is about customers. */
const STAFF_MAY_CHANGE: ReadonlySet<string> = new Set(['lead', 'leads', 'consent', 'block', 'caps']);

/** Whether somebody of this role may make a change with this subject in the audit, e.g. `line:+12125550100`. */
export function mayChange(role: Role, subject: string): boolean {
  if (role === 'staff') return STAFF_MAY_CHANGE.has(subject.replace(/:.*/s, ''));
  return role === 'owner';
}

/** Whether somebody of this role may take everything out of textback, or bring it in: people, prices and all. */
export function mayMoveData(role: Role): boolean {
  return role === 'owner';
}

/** Whether somebody of this role may see on the pages what others did: how they sign in, and what they changed. */
export function mayAudit(role: Role): boolean {
  return role === 'owner';
}
