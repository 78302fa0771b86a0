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
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
