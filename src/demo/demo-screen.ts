import { styleText } from 'node:util';
import type { Millis } from '../core/clock.ts';

export interface DemoOutput {
  readonly color: boolean;
  out(text: string): void;
  err(text: string): void;
}

/** What the newcomer reads: lines with the time at which something happened, and plain ones. */
export interface DemoScreen {
  /** `at`: when it happened, which may be a moment before it is told. */
  tell(at: Millis, text: string): void;
  /** Belongs to the line before. */
  detail(text: string): void;
  heading(text: string): void;
  plain(text: string): void;
  error(text: string): void;
}

const INDENT = ' '.repeat('HH:MM:SS.mmm  '.length);

export function createDemoScreen({ color, out, err }: DemoOutput): DemoScreen {
  // Whether there is colour is the command line's to say: it knows NO_COLOR and the terminal.
  const style = (how: 'dim' | 'bold' | 'red', text: string) =>
    color ? styleText(how, text, { validateStream: false }) : text;
  return {
    tell: (at, text) => out(`${style('dim', timeOfDay(at))}  ${text}\n`),
    detail: (text) => out(`${INDENT}${text}\n`),
    heading: (text) => out(`\n${style('bold', text)}\n`),
    plain: (text) => out(`${text}\n`),
    error: (text) => err(`${style('red', 'error:')} ${text}\n`),
  };
}

/** HH:MM:SS.mmm on this machine's clock. */
function timeOfDay(at: Millis): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
