/** What a person may do: everything; everything with customers; only look. */
export const ROLES = ['owner', 'staff', 'read-only'] as const;
