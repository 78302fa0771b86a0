/** Why a request was not carried out, for the person who made it. Nothing was changed. */
export interface Rejection {
  /**
   * `invalid`: it cannot be read, or is out of range. `not-found`: what it is about does not exist.
   * `refused`: it reads well, and a rule forbids it.
   */
  readonly kind: 'invalid' | 'not-found' | 'refused';
  readonly problem: string;
  readonly remedy: string;
}
