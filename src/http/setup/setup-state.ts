import type { Rejection } from '../../services/rejection.ts';
import type { LineView } from '../../services/show-line.ts';
import type { Notice } from '../pages/page.tsx';
import type { TypedTest } from '../pages/test-call.tsx';
import type { Person } from '../web-env.ts';
import type { WebParts } from '../web-parts.ts';

/** What suits most; see `ringAdvice` in the words. */
export const RING_TIMEOUT = '25';

/** A line as it is typed. */
export interface TypedNewLine {
  readonly number: string;
  readonly name: string;
  readonly forward: string;
  readonly 'ring-timeout': string;
}

/** What was typed and could not be done. */
export interface SetupState {
  readonly notice?: Notice;
  readonly newLine?: { readonly typed: TypedNewLine; readonly refusal: Rejection };
  readonly topUp?: { readonly amount: string; readonly refusal: Rejection };
  readonly typedTest?: TypedTest;
}

/** What a step of the walk-through is made of. */
export interface StepProps {
  readonly person: Person;
  readonly parts: WebParts;
  readonly state: SetupState;
  readonly lines: readonly LineView[];
  /** The one that is set up; undefined before there is any. */
  readonly line: LineView | undefined;
}
