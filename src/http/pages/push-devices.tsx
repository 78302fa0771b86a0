import { browserName } from '../../core/browser-name.ts';
import type { PushDeviceRow } from '../../store/queries/push.ts';
import { assetPath } from '../assets.ts';
import type { Person } from '../web-env.ts';
import { FormToken } from './form-token.tsx';

interface PushDevicesProps {
  readonly person: Person;
  readonly devices: readonly PushDeviceRow[];
  /** With what push services know us; null where no browser would take alerts. */
  readonly publicKey: string | null;
}

/** Where alerts show, and the button that lets them show here too. */
export function PushDevices({ person, devices, publicKey }: PushDevicesProps) {
  const { push } = person.words;
  const isOnHere = devices.some(({ sessionId }) => sessionId === person.sessionId);
  return (
    <section class="card stack" id="alerts">
      <h2>{push.title}</h2>
      <p>{push.what}</p>
      {publicKey === null && <p class="quiet">{push.needsHttps}</p>}
      {publicKey !== null && !isOnHere && <SwitchOn person={person} publicKey={publicKey} />}
      {devices.length > 0 && (
        <ul class="rows">
          {devices.map((device) => (
            <DeviceItem person={person} device={device} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Only a script can ask the browser, so that without one there is nothing to press. */
function SwitchOn({ person, publicKey }: { readonly person: Person; readonly publicKey: string }) {
  const { push } = person.words;
  return (
    <form
      class="stack"
      method="post"
      action="/account/devices"
      data-module={assetPath('push.js')}
      data-key={publicKey}
    >
      <FormToken person={person} />
      {['endpoint', 'p256dh', 'auth'].map((name) => (
        <input type="hidden" name={name} value="" />
      ))}
      <button type="button" class="primary" data-when="able" hidden>
        {push.switchOn}
      </button>
      <p class="quiet" data-when="unsupported" hidden>
        {push.unsupported}
      </p>
      <p class="problem" role="alert" data-when="denied" hidden>
        {push.denied}
      </p>
      <p class="problem" role="alert" data-when="failed" hidden>
        {push.failed} <output />
      </p>
    </form>
  );
}

function DeviceItem({ person, device }: { readonly person: Person; readonly device: PushDeviceRow }) {
  const { push, account } = person.words;
  const isHere = device.sessionId === person.sessionId;
  return (
    <li>
      <div>
        <strong>{device.userAgent === '' ? account.unknownBrowser : browserName(device.userAgent)}</strong>
        <br />
        <small>
          {[push.since(person.format.time(device.createdAt)), isHere && push.here]
            .filter(Boolean)
            .join(' · ')}
        </small>
      </div>
      <div class="buttons">
        {(['test', 'remove'] as const).map((action) => (
          <form method="post" action={`/account/devices/${device.id}/${action}`}>
            <FormToken person={person} />
            <button type="submit">{push[action]}</button>
          </form>
        ))}
      </div>
    </li>
  );
}
