/** A field of a form as text, cut to `maxLength`; a file, a list or nothing is empty. */
export function textField(value: unknown, maxLength: number): string {
  return typeof value === 'string' ? value.slice(0, maxLength) : '';
}
