import type { Millis } from './clock.ts';

/** For people: `under 1 s`, `20 s`, `2 min 5 s`, `1 h 2 min`; rounded to seconds, from an hour on to minutes. */
export function formatDuration(ms: Millis): string {
  const seconds = Math.round(ms / 1_000);
  if (seconds < 1) return 'under 1 s';
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3_600) return twoUnits(seconds, 60, 'min', 's');
  return twoUnits(Math.round(seconds / 60), 60, 'h', 'min');
}

function twoUnits(amount: number, perLarge: number, large: string, small: string): string {
  const rest = amount % perLarge;
  const whole = `${Math.floor(amount / perLarge)} ${large}`;
  return rest === 0 ? whole : `${whole} ${rest} ${small}`;
}
