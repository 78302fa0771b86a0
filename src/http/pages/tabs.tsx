interface Tab {
  readonly href: string;
  readonly label: string;
  readonly isOpen: boolean;
}

/** Ways to look at the same thing, side by side; the one that is looked at is marked. */
export function Tabs({ tabs }: { readonly tabs: readonly Tab[] }) {
  return (
    <div class="tabs">
      {tabs.map(({ href, label, isOpen }) => (
        <a href={href} aria-current={isOpen ? 'page' : undefined}>
          {label}
        </a>
      ))}
    </div>
  );
}
