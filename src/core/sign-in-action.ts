/**
 * What the audit keeps of signing in, and of what people and programs sign in with. The index of the audit names them
 * one by one: another one needs a migration.
 */
export const SIGN_IN_ACTIONS = [
  'sign in',
  'sign in with passkey',
  'wrong password',
  'temporary password over',
  'unknown name',
  'wrong passkey',
  'too many attempts',
  'sign out',
  'set password',
  'set temporary password',
  'remove password',
  'add passkey',
  'remove passkey',
  'add token',
  'revoke token',
] as const;
export type SignInAction = (typeof SIGN_IN_ACTIONS)[number];

/** The subject of an attempt under a name that nobody has. What was typed is not kept: it may be a password. */
export const UNKNOWN_SUBJECT = 'sign-in';

/** What shows that somebody tried and did not get in. */
const FAILED: ReadonlySet<string> = new Set<SignInAction>([
  'wrong password',
  'temporary password over',
  'unknown name',
  'wrong passkey',
  'too many attempts',
]);

export function isSignInAction(action: string): action is SignInAction {
  return SIGN_IN_ACTIONS.some((known) => known === action);
}

export function isFailedSignIn(action: SignInAction): boolean {
  return FAILED.has(action);
}
