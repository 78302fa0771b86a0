import type { Rejection } from '../services/rejection.ts';
import type { HoursView } from '../services/show-hours.ts';
import type { LineView } from '../services/show-line.ts';
import type { HoursRefusals, TypedHours } from './hours-form.ts';
import type { LineFormName, LineRefusals, TypedLine } from './line-form.ts';
import type { Draft } from './message-form.ts';
import type { TypedOwners } from './owners-form.ts';
import type { Notice } from './pages/page.tsx';
import type { TypedTest } from './pages/test-call.tsx';
import type { Person } from './web-env.ts';
import type { WebParts } from './web-parts.ts';

/** What was just done, or was typed and could not be saved. */
export interface LinePageState {
  readonly notice?: Notice;
  readonly status?: 409 | 422;
  readonly typed?: TypedLine;
  /** Which of the line's forms it was typed in. */
  readonly typedForm?: LineFormName;
  readonly refusals?: LineRefusals;
  readonly typedHours?: TypedHours;
  readonly hoursRefusals?: HoursRefusals;
  readonly draft?: Draft;
  readonly typedOwners?: TypedOwners;
  readonly ownersRefusal?: Rejection | undefined;
  readonly typedTest?: TypedTest;
}

/** What each part of a line's page is made of. */
export interface LinePartProps {
  readonly person: Person;
  readonly parts: WebParts;
  readonly line: LineView;
  readonly hours: HoursView;
  readonly state: LinePageState;
}
