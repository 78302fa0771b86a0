import type { PropsWithChildren } from 'hono/jsx';

/** What a form is exchanged for when one of its buttons changes it, so that the page stays where it is. */
export const EDITED_FORM = 'edited-form';

interface EditButtonProps {
  /** Where its form is sent. */
  readonly path: string;
  /** What it does with what stands there. */
  readonly does: string;
}

/** Changes what stands in a form and saves nothing; without scripts the whole page comes again. */
export function EditButton({ path, does, children }: PropsWithChildren<EditButtonProps>) {
  return (
    <button
      type="submit"
      class="small"
      name="do"
      value={does}
      id={`do-${does.replace(/[:.]/g, '-')}`}
      formnovalidate
      hx-post={path}
      hx-target={`#${EDITED_FORM}`}
      hx-select={`#${EDITED_FORM}`}
      hx-swap="outerHTML show:none"
    >
      {children}
    </button>
  );
}
