/** Tables whose rows stay for what they count, without what they say, once a customer is erased. */
export const REDACTED_TABLES = ['messages', 'calls', 'outbound_calls'] as const;
export type RedactedTable = (typeof REDACTED_TABLES)[number];

/** Indexes of full-text search, which hold on to words that were deleted until they are merged. */
export const SEARCH_INDEXES = [
  'lead_name_words',
  'lead_number_parts',
  'message_words',
  'note_words',
] as const;
export type SearchIndex = (typeof SEARCH_INDEXES)[number];
