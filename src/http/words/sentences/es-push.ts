import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about alerts on phones and browsers. */
export const PUSH: Sentences = {
  'The browser gave no keys for alerts.': 'El navegador no dio claves para los avisos.',
  'The browser gave no https address for alerts.': 'El navegador no dio una dirección https para los avisos.',
  'Alerts are not sent to {}, which is no address on the Internet.':
    'No se envían avisos a {}, que no es una dirección de Internet.',
  'Load the page again and try once more, or try another browser.':
    'Cargue la página de nuevo e inténtelo otra vez, o pruebe con otro navegador.',
  'Push alerts take no address.': 'Los avisos por notificación no llevan dirección.',
  'Leave it out: they go to the phones and browsers on which the person switches them on.':
    'Déjela vacía: llegan a los teléfonos y navegadores donde la persona los activa.',
  '{} has no phone or browser with alerts.': '{} no tiene ningún teléfono ni navegador con avisos.',
  'They switch alerts on there themselves: sign in, Account, "Alerts on this phone". That adds the channel, too.':
    'La persona los activa ahí: al iniciar sesión, en Cuenta. Con eso se agrega también el medio.',
  '{} has alerts on {} phones and browsers already.': '{} ya tiene avisos en {} teléfonos y navegadores.',
  'Remove one that is not used any more, then switch them on here.':
    'Quite uno que ya no se use y actívelos aquí después.',
  'You have no phone or browser {} with alerts.': 'No tiene el teléfono o navegador {} con avisos.',
  'It was removed, or signed out. Switch alerts on there again.':
    'Se quitó, o se cerró su sesión. Active los avisos ahí de nuevo.',
  'You are told of nothing by push.': 'No recibe nada por notificación.',
  'Switch alerts on here once more, or have an owner add it: textback alert add NAME push.':
    'Active los avisos aquí otra vez, o pida a un dueño que agregue el medio.',
};
