// Where Chromium is. Plain JavaScript, because `npm test` asks before anything is built.
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
];

/** `TEXTBACK_CHROMIUM`, else where systems put it; null where it is not installed. */
export function chromiumPath() {
  const { TEXTBACK_CHROMIUM: named } = process.env;
  if (named) return named;
  return PLACES.find((path) => existsSync(path)) ?? null;
}

export const NO_CHROMIUM =
  'Chromium is not installed: apt-get install --no-install-recommends chromium, or name it by TEXTBACK_CHROMIUM.';
