import { expect, test } from 'vitest';
import { isFailedSignIn, isSignInAction, SIGN_IN_ACTIONS } from '../../../src/core/sign-in-action.ts';

test('given what the audit keeps, when asked, then what is about signing in is told from the rest', () => {
  expect(SIGN_IN_ACTIONS.every(isSignInAction)).toBe(true);
  expect(['set role', '', 'Sign in'].some(isSignInAction)).toBe(false);
});

test('given all of it, when asked, then only attempts that opened nothing failed', () => {
  expect(SIGN_IN_ACTIONS.filter(isFailedSignIn)).toEqual([
    ...['wrong password', 'temporary password over', 'unknown name', 'wrong passkey', 'too many attempts'],
  ]);
});
