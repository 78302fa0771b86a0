import { fileURLToPath } from 'node:url';

/** The sounds made for textback; the same relative place from `src/` and from `dist/`. */
export const SHIPPED_SOUNDS = fileURLToPath(new URL('../../asterisk/sounds', import.meta.url));
