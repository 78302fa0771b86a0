import type { Person } from '../web-env.ts';

const TABS = [
  ['phone', '/settings'],
  ['team', '/settings/team'],
  ['credits', '/settings/credits'],
  ['blocked', '/settings/blocked'],
] as const;

interface SettingsTabsProps {
  readonly person: Person;
  readonly open: (typeof TABS)[number][0];
}

/** Between the settings. */
export function SettingsTabs({ person, open }: SettingsTabsProps) {
  const { settings } = person.words;
  return (
    <div class="tabs">
      {TABS.map(([name, path]) => (
        <a href={path} aria-current={name === open ? 'page' : undefined}>
          {settings[name]}
        </a>
      ))}
    </div>
  );
}
