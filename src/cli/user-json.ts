import { iso } from '../core/iso-time.ts';
import type { UserView } from '../services/show-user.ts';
import type { AuditEntry } from '../store/queries/audit.ts';

/** As in as-json.ts: keys are added, never renamed or removed. */
export function userJson(user: UserView) {
  return {
    name: user.name,
    role: user.role,
    phone: user.phone,
    email: user.email,
    language: user.language,
    login: user.login,
    extension: user.extension,
    lines: user.lines,
    createdAt: iso(user.createdAt),
  };
}

export function auditJson({ id, at, actor, action, subject, before, after }: AuditEntry) {
  return { id, at: iso(at), actor, action, subject, before, after };
}
