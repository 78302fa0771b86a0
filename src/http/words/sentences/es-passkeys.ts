import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about passkeys. */
export const PASSKEYS: Sentences = {
  'The password is another one.': 'La contraseña es otra.',
  'No passkey was added. Type your password again, or ask an owner for a new one.':
    'No se agregó ninguna llave de acceso. Escriba su contraseña otra vez, o pida una nueva a un dueño.',
  '{} has {} passkeys already.': '{} ya tiene {} llaves de acceso.',
  'Remove one that is not used any more, then add this one.':
    'Quite una que ya no se use y agregue esta después.',
  'The passkey that the browser made was not accepted.':
    'No se aceptó la llave de acceso que creó el navegador.',
  'Load the page again and add it once more, within five minutes.':
    'Cargue la página de nuevo y agréguela otra vez, en menos de cinco minutos.',
  'A passkey needs a name.': 'Una llave de acceso necesita un nombre.',
  'Type what you know it by.': 'Escriba como usted la reconoce.',
  'You have no passkey {}.': 'No tiene la llave de acceso {}.',
  '{} has no passkey {}.': '{} no tiene la llave de acceso {}.',
  'See `textback user passkey list "{}"`.': 'Cargue la página de nuevo para ver cuáles hay.',
  'It was removed already. Load the page again to see which there are.':
    'Ya se quitó. Cargue la página de nuevo para ver cuáles hay.',
  'This passkey was not accepted.': 'No se aceptó esta llave de acceso.',
  'Try it once more, or sign in with name and password and see under Account which passkeys you have.':
    'Inténtelo otra vez, o inicie sesión con nombre y contraseña y vea en Cuenta qué llaves de acceso tiene.',
  'This passkey was not accepted: there may be a copy of it, because it says it was used less often than before.':
    'No se aceptó esta llave de acceso: puede haber una copia, porque dice que se usó menos veces que antes.',
  'Sign in with name and password, remove it under Account, and add a new one.':
    'Inicie sesión con nombre y contraseña, quítela en Cuenta y agregue una nueva.',
};
