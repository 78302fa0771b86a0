export * from './schema/calls.ts';
export * from './schema/credits.ts';
export * from './schema/decisions.ts';
export * from './schema/hours.ts';
export * from './schema/leads.ts';
export * from './schema/lines.ts';
export * from './schema/messages.ts';
export * from './schema/templates.ts';
