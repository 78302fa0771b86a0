import type { Millis } from '../../src/core/clock.ts';
import type { BulkWriter } from './bulk-writer.ts';

export interface Line {
  readonly id: number;
  readonly number: string;
}

export interface Business {
  readonly lines: readonly [Line, ...Line[]];
  /** Ids of the people who look after leads. */
  readonly owners: readonly [number, ...number[]];
}

const LINES = ['Main', 'Service', 'Sales', 'Emergency', 'North', 'South'] as const;
const PEOPLE = [
  ['Pat Owner', 'owner'],
  ['Maria', 'staff'],
  ['Sam', 'staff'],
  ['Ana', 'staff'],
  ['Bookkeeper', 'read-only'],
] as const;

/** The lines, each with a phone of its own, and the people. */
export function openBusiness(writer: BulkWriter, at: Millis): Business {
  const people = PEOPLE.map(([name, role], index) => {
    const phone = `+1212555019${index}`;
    return writer.add('users', { name, role, phone, extension: `PJSIP/10${index}`, created_at: at });
  });
  const lines = LINES.map((name, index): Line => {
    const number = `+1212555010${index}`;
    const id = writer.add('lines', { number, name: `Acme ${name}`, created_at: at });
    const step = writer.add('hunt_steps', { line_id: id, position: 0 });
    writer.add('destinations', { step_id: step, position: 0, kind: 'number', value: '+12125550199' });
    for (const [position, user] of people.slice(0, 4).entries()) {
      writer.add('line_owners', { line_id: id, position, user_id: user });
    }
    return { id, number };
  });
  const [first, ...others] = lines;
  const [owner, ...staff] = people.slice(0, 4);
  if (first === undefined || owner === undefined) throw new Error('a business has a line and an owner');
  return { lines: [first, ...others], owners: [owner, ...staff] };
}
