/** What programs read of a command is what they read of the API: see services/lead-json.ts. */
export * from '../services/lead-json.ts';
