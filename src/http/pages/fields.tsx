interface FieldsProps {
  /** What is null is left out. */
  readonly rows: readonly (readonly [label: string, value: string | null])[];
}

/** What is known of something, a line each. */
export function Fields({ rows }: FieldsProps) {
  return (
    <dl class="fields">
      {rows.map(
        ([label, value]) =>
          value !== null && (
            <div>
              <dt>
                <Unbroken text={label} />
              </dt>
              <dd>
                <Unbroken text={value} />
              </dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** A phone number as people write it; a line must not end in the middle of one. */
const NUMBER = /(\+?\(?\d[\d() -]{7,}\d)/;

function Unbroken({ text }: { readonly text: string }) {
  return (
    <>
      {text
        .split(NUMBER)
        .map((part, index) => (index % 2 === 1 ? <span class="unbroken">{part}</span> : part))}
    </>
  );
}
