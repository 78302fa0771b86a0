/** What a form calls the version of the settings that it shows. */
export const VERSION_FIELD = '_seen';
