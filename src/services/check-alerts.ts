import { type Finding, type Findings, failure, orFine, warning } from '../core/checkup.ts';
import type { Millis } from '../core/clock.ts';
import { type Country, isTextable, parsePhone } from '../core/phone.ts';
import type { Store } from '../store/open-store.ts';
import type { ChannelWithUser } from '../store/queries/notices.ts';
import type { Reader } from '../store/queries.ts';
import { ownAddress } from './notify-people.ts';

const LOOKED_THROUGH = 20;
const DAY_MS: Millis = 24 * 3_600_000;
/** More need not be counted. */
const MANY = 100;

interface AlertsToCheck {
  readonly country: Country;
  readonly hasSmtp: boolean;
  /** Whether browsers can be given alerts at all. */
  readonly hasPush: boolean;
  readonly now: Millis;
}

/** Whether somebody hears of misses, of replies and of what goes wrong. */
export function checkAlerts(
  store: Pick<Store, 'read'>,
  { country, hasSmtp, hasPush, now }: AlertsToCheck,
): Findings {
  return store.read((reader) => {
    const channels = reader.notices.channels();
    if (channels.length === 0) {
      return [
        warning(
          'nobody is told of missed calls, replies, or of what goes wrong',
          'Name somebody, and how: textback user add Maria --role owner --phone +12125550150; textback alert add Maria sms',
        ),
      ];
    }
    const problems = [
      ...judgeOwners(channels),
      ...channels.flatMap((channel) => judgeChannel(reader, channel, { country, hasSmtp, hasPush })),
      ...judgeSent(reader, now),
    ];
    const people = new Set(channels.map(({ userId }) => userId)).size;
    return orFine(problems, `${people} ${people === 1 ? 'person is' : 'people are'} told`);
  });
}

function judgeOwners(channels: readonly ChannelWithUser[]): readonly Finding[] {
  if (channels.some(({ role }) => role === 'owner')) return [];
  return [
    warning(
      'no owner is told when texts or Asterisk fail, or credits run low',
      'Give an owner a way: textback user list, then textback alert add NAME sms',
    ),
  ];
}

function judgeChannel(
  reader: Reader,
  channel: ChannelWithUser,
  { country, hasSmtp, hasPush }: Omit<AlertsToCheck, 'now'>,
): readonly Finding[] {
  const name = JSON.stringify(reader.users.byId(channel.userId)?.name ?? 'somebody');
  if (channel.channel === 'push') return judgePush(reader, channel, name, hasPush);
  const address = channel.address === '' ? ownAddress(channel.channel, channel) : channel.address;
  if (address === null) {
    const setting = channel.channel === 'sms' ? 'phone' : 'email';
    return [
      failure(
        `${name} is to be told by ${channel.channel}, and has no ${setting}`,
        `textback user set ${name} ${setting} …`,
      ),
    ];
  }
  if (channel.channel === 'email' && !hasSmtp) {
    return [
      failure(
        `${name} is to be told by e-mail, and textback.toml has no [smtp]`,
        'Write host and from of your mail provider under [smtp] in textback.toml, and restart: systemctl restart textback',
      ),
    ];
  }
  if (channel.channel !== 'sms' || isTextable(parsePhone(address, country))) return [];
  return [
    failure(
      `${name} is to be told by text, at a number that can receive none`,
      `Give a cell phone: textback user set ${name} phone …`,
    ),
  ];
}

function judgePush(
  reader: Reader,
  { id, userId }: ChannelWithUser,
  name: string,
  hasPush: boolean,
): readonly Finding[] {
  if (!hasPush) {
    return [
      failure(
        `${name} is to be told by push, and nobody reaches the pages by https`,
        'Put a proxy with TLS in front, and set behind_proxy and public_url under [http] in textback.toml',
      ),
    ];
  }
  if (reader.push.devicesOf(userId).length > 0) return [];
  return [
    warning(
      `${name} is to be told by push, and has alerts on no phone or browser any more`,
      `They sign in there, and press "Alerts on this phone" under Account; or: textback alert remove ${id}`,
    ),
  ];
}

function judgeSent(reader: Reader, now: Millis): readonly Finding[] {
  const latest = reader.notices
    .newest(LOOKED_THROUGH)
    .filter(({ notice }) => notice.createdAt > now - DAY_MS);
  const failed = latest.find(({ notice }) => notice.state === 'failed');
  if (failed === undefined) return [];
  const { channel, detail } = failed.notice;
  return [
    warning(
      `an alert by ${channel} did not reach ${failed.userName} in the last day (${detail.slice(0, 160)})`,
      `Put that right, and try it: textback alert test ${JSON.stringify(failed.userName)}`,
    ),
  ];
}

/** Texts that wait until somebody decides: asked for no more, or held by a cap. */
export function checkWaiting(store: Pick<Store, 'read'>, now: Millis): Findings {
  return store.read((reader) => {
    const reviews = reader.consents.openReviews(MANY).length;
    const held = reader.caps.held(MANY).filter(({ expiresAt }) => expiresAt > now).length;
    const problems: Finding[] = [];
    if (reviews > 0) {
      problems.push(
        warning(
          `${atLeast(reviews)} seem to have asked for no more texts, and wait for your decision; until then nothing automatic is sent to them`,
          'textback consent review',
        ),
      );
    }
    if (held > 0) {
      problems.push(
        warning(
          `a cap holds ${atLeast(held)} texts`,
          'Look at them, then send or drop them: textback caps list',
        ),
      );
    }
    return orFine(problems, 'nothing waits for a decision');
  });
}

function atLeast(count: number): string {
  return count < MANY ? String(count) : `${MANY} or more`;
}
