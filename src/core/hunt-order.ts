/**
 * In which order a line's hunt steps ring: as they are set; beginning with the one after the last call's first; or the
 * step whose phones have talked to nobody for the longest.
 */
export const HUNT_ORDERS = ['fixed', 'round-robin', 'longest-idle'] as const;
