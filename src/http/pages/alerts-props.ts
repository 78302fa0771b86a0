import type { QuietNight } from '../../core/alert-quiet.ts';
import type { NoticeChannelView } from '../../services/notice-channels.ts';
import type { UserView } from '../../services/show-user.ts';
import type { TypedChannel } from '../alerts-form.ts';
import type { Html } from '../html.ts';
import type { Person } from '../web-env.ts';
import type { Notice } from './page.tsx';

export interface AlertsPageProps {
  readonly person: Person;
  /** Whose they are. */
  readonly user: UserView;
  /** Whether they look at their own. */
  readonly isOwn: boolean;
  /** Where what is done here is sent to. */
  readonly base: string;
  readonly channels: readonly NoticeChannelView[];
  readonly typed: TypedChannel;
  readonly night: QuietNight;
  /** What they were told last. */
  readonly latest: Html;
  readonly notice?: Notice | undefined;
}
