import type { NoticeRow } from '../../store/queries/notices.ts';
import type { Person } from '../web-env.ts';
import { type Live, live } from './live.tsx';

interface ToldListProps {
  readonly person: Person;
  readonly notices: readonly NoticeRow[];
  /** What gives it again. */
  readonly url: string;
}

/** What somebody was told last, and whether it reached them. */
export function toldList({ person, notices, url }: ToldListProps): Promise<Live> {
  const { words, format } = person;
  const { alerts } = words;
  return live(
    { id: 'told', url },
    notices.length === 0 ? (
      <p class="quiet">{alerts.nothingTold}</p>
    ) : (
      <ul class="rows">
        {notices.map(({ title, channel, state, detail, createdAt }) => (
          <li>
            <div>
              <strong>{title}</strong>
              <br />
              <small>
                {`${words.settings.channels[channel]} · ${format.time(createdAt)}${detail === '' ? '' : ` · ${detail}`}`}
              </small>
            </div>
            <span class={state === 'failed' || state === 'expired' ? 'chip bad' : 'chip'}>
              {alerts.states[state]}
            </span>
          </li>
        ))}
      </ul>
    ),
  );
}
