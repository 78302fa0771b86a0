import type { DialplanPlace } from './call.ts';

const CONTEXT = /^[A-Za-z0-9_.-]{1,79}$/;
/** What may be dialled in Asterisk; no pattern, no variable, nothing that ends an argument. */
const EXTENSION = /^[A-Za-z0-9*#+_.-]{1,79}$/;
const PRIORITY = /^[1-9]\d{0,3}$/;

/** Reads `context,extension,priority`, e.g. `ext-local,vmu100,1`; without a priority it is the first. */
export function parseDialplanPlace(text: string): DialplanPlace | null {
  const [context = '', extension = '', priority = '1', ...rest] = text.split(',').map((part) => part.trim());
  if (!CONTEXT.test(context) || !EXTENSION.test(extension) || !PRIORITY.test(priority)) return null;
  return rest.length > 0 ? null : { context, extension, priority: Number(priority) };
}

/** As it is kept, and as the dialplan's Goto() takes it. */
export function formatDialplanPlace({ context, extension, priority }: DialplanPlace): string {
  return `${context},${extension},${priority}`;
}
