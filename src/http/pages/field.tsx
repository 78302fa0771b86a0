import type { PropsWithChildren } from 'hono/jsx';
import type { Rejection } from '../../services/rejection.ts';
import { Prose } from './prose.tsx';

type FieldProps = PropsWithChildren<{
  readonly hint: string;
  readonly refusal: Rejection | undefined;
}>;

/** What is typed, and beside it what is wrong with it. */
export function Field({ hint, refusal, children }: FieldProps) {
  return (
    <div class="field">
      {children}
      <small>{hint}</small>
      {refusal !== undefined && <Refused refusal={refusal} />}
    </div>
  );
}

export function Refused({ refusal }: { readonly refusal: Rejection }) {
  return (
    <p class="bad" role="alert">
      <Prose text={`${refusal.problem} ${refusal.remedy}`} />
    </p>
  );
}
