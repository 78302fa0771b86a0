export function chromiumPath(): string | null;
export const NO_CHROMIUM: string;
