const MAX_TAG_LENGTH = 40;

/** A tag as it is stored: in small letters, a hyphen between words; null where it cannot be one. */
export function parseTag(text: string): string | null {
  const tag = text
    .trim()
    .replace(/^#/, '')
    .toLowerCase()
    .replace(/[\s_-]+/g, '-');
  return tag.length <= MAX_TAG_LENGTH && /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u.test(tag) ? tag : null;
}
