import type { TestRun } from '../services/test-desk.ts';
import { linePath } from './pages/editable.tsx';
import { type Live, live } from './pages/live.tsx';
import { TestCall } from './pages/test-call.tsx';
import type { Person } from './web-env.ts';

/** The page that a test call was begun on, and that shows it. */
export const TEST_PAGES = ['settings', 'setup'] as const;
export type TestPage = (typeof TEST_PAGES)[number];

/** What was typed, where it was refused. */
export interface TypedTest {
  readonly rings: boolean;
  /** Null where nobody is to be texted. */
  readonly text: string | null;
}

export interface TestPartProps {
  readonly person: Person;
  /** E.164. */
  readonly line: { readonly number: string; readonly mode: string };
  readonly run: TestRun | null;
  readonly page: TestPage;
  readonly typed?: TypedTest | undefined;
}

/** A test call of a line, step by step, as it happens. */
export function testPart(props: TestPartProps): Promise<Live> {
  const url = `${linePath(props.line, 'test')}?page=${props.page}`;
  return live({ id: 'test-call', url, class: 'stack' }, <TestCall {...props} />);
}
