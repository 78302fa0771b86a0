import { linePath } from './pages/editable.tsx';
import { type Live, live } from './pages/live.tsx';
import { TestCall, type TestCallProps } from './pages/test-call.tsx';

/** A test call of a line, step by step, as it happens. */
export function testPart(props: TestCallProps): Promise<Live> {
  const url = `${linePath(props.line, 'test')}?page=${props.page}`;
  return live({ id: 'test-call', url, class: 'stack' }, <TestCall {...props} />);
}
