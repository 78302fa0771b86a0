/** For a process that runs the sources as they stand: Node reads .ts by itself, and .tsx with this. */
export const FROM_SOURCES = {
  NODE_OPTIONS: `--import=${new URL('./read-tsx.mjs', import.meta.url).href}`,
};
