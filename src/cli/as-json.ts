/** What programs read of a command is what they read of the API: see services/as-json.ts. */
export * from '../services/as-json.ts';
