/** The demo cannot go on; the message says what is missing and what to do, for the person at the terminal. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure';
}
