// The button that switches alerts on in this browser. What the browser then says of itself goes out as a form.
export function enrich(form) {
  if (form.dataset.ready !== undefined) return;
  form.dataset.ready = '';
  const isAble = 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
  if (!isAble) return say(form, 'unsupported');
  if (Notification.permission === 'denied') return say(form, 'denied');
  say(form, 'able');
  form.querySelector('button').addEventListener('click', () => switchOn(form));
}

/** Shows the one of what may be said that holds. */
function say(form, state, detail = '') {
  for (const each of form.querySelectorAll('[data-when]')) each.hidden = each.dataset.when !== state;
  form.querySelector('output').value = detail;
}

async function switchOn(form) {
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    if ((await Notification.requestPermission()) !== 'granted') return say(form, 'denied');
    const { endpoint, keys } = (await subscribe(form.dataset.key)).toJSON();
    form.elements.endpoint.value = endpoint;
    form.elements.p256dh.value = keys.p256dh;
    form.elements.auth.value = keys.auth;
    form.requestSubmit();
  } catch (error) {
    say(form, 'failed', error.message);
  } finally {
    button.disabled = false;
  }
}

async function subscribe(key) {
  await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
  const { pushManager } = await navigator.serviceWorker.ready;
  const known = await pushManager.getSubscription();
  // Of a textback that has been set up anew since: it has another key.
  if (known !== null && base64url(known.options.applicationServerKey) !== key) await known.unsubscribe();
  return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
}

function base64url(octets) {
  return btoa(String.fromCharCode(...new Uint8Array(octets)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
