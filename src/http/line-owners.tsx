import { showLineOwners } from '../services/line-owners.ts';
import { settingsVersion } from '../services/save-unchanged.ts';
import { listUsers } from '../services/show-user.ts';
import type { LinePartProps } from './line-page-state.ts';
import { ownersSettings, shownOwners } from './owners-form.ts';
import { OwnersForm } from './pages/owners-form.tsx';

/** Who looks after what the line misses. */
export function LineOwners({ person, parts, line, state }: LinePartProps) {
  const { store, business } = parts;
  const found = showLineOwners(store, line.number, business.country);
  if (found.kind !== 'owners') return null;
  return (
    <OwnersForm
      {...{ person, line }}
      typed={state.typedOwners ?? shownOwners(found.owners, person)}
      names={listUsers(store).map(({ name }) => name)}
      refusal={state.ownersRefusal}
      version={settingsVersion(store, ownersSettings(line.number, parts))}
    />
  );
}
