import type { SignInView } from '../../services/show-sign-in.ts';
import type { UserView } from '../../services/show-user.ts';
import type { PersonRefusals, TypedPerson } from '../person-form.ts';
import type { Person } from '../web-env.ts';
import type { Notice } from './page.tsx';

/** A password that was just made, and is known to nobody but who looks at the page. */
export interface GivenPassword {
  readonly password: string;
  /** Where to sign in. */
  readonly address: string;
  readonly until: number;
}

export interface PersonPageProps {
  readonly person: Person;
  /** Whom the page is about. */
  readonly user: UserView;
  readonly typed: TypedPerson;
  readonly refusals: PersonRefusals;
  /** Of what the form shows. */
  readonly version: string;
  readonly signIn: SignInView;
  /** Shown this once. */
  readonly given?: GivenPassword | undefined;
  /** Who else may take over their leads. */
  readonly others: readonly string[];
  readonly leadsOwned: number;
  readonly now: number;
  readonly notice?: Notice | undefined;
}
