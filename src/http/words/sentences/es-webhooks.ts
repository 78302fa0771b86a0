import type { Sentences } from '../../../core/say-in.ts';

/** Refusals about webhooks. */
export const WEBHOOKS: Sentences = {
  '{} is no web address.': '{} no es una dirección web.',
  'Give one such as https://crm.acme.example/textback, of at most {} characters.':
    'Escriba una como https://crm.acme.example/textback, de a lo más {} caracteres.',
  'A user name or password stands in the address.':
    'En la dirección hay un nombre de usuario o una contraseña.',
  'Leave it out: the receiver knows us by the signature.': 'Quítelos: el receptor nos reconoce por la firma.',
  '{} is an address of this link only, and no place for customers’ data.':
    '{} es una dirección solo de esta red local, y no un lugar para datos de clientes.',
  'Give the name under which the program is reached, such as https://crm.acme.example/textback.':
    'Escriba el nombre con el que se llega al programa, como https://crm.acme.example/textback.',
  'Customers’ names and texts would go to another machine in the clear.':
    'Los nombres y mensajes de los clientes irían sin cifrar a otra máquina.',
  'Give an https:// address. http:// is for programs on this machine, as in http://127.0.0.1:5678/.':
    'Escriba una dirección https://. http:// es para programas en esta misma máquina, como http://127.0.0.1:5678/.',
  'If you can read this, events reach you here.': 'Si puede leer esto, los avisos le llegan aquí.',
  'There is no event {}.': 'No hay ningún aviso {}.',
  'It may be older than events are kept; begin with the oldest that is.':
    'Puede ser más antiguo de lo que se guardan los avisos; empiece por el más antiguo que haya.',
  'It may be older than events are kept (`textback settings show`); give a time instead.':
    'Puede ser más antiguo de lo que se guardan los avisos; elija un tiempo en su lugar.',
  'The webhook {} is switched off.': 'El webhook {} está apagado.',
  'Switch it on first: textback webhook set {} --enable': 'Actívelo primero.',
  'There is no webhook {}.': 'No hay ningún webhook {}.',
  'See `textback webhook list`.': 'Vea la lista de webhooks.',
  'There are no events {}.': 'No hay avisos {}.',
  'Give kinds such as call.ended, or all of one thing: {}.':
    'Escriba clases como call.ended, o todo lo de una cosa: {}.',
  '{} may not see where events go: the role is {}.': '{} no puede ver adónde van los avisos: su rol es {}.',
  'An owner can.': 'Un dueño puede.',
  'A webhook cannot be called {}.': 'Un webhook no puede llamarse {}.',
  'Say in up to 60 characters which program it is for, e.g. "CRM".':
    'Diga en a lo más 60 caracteres para qué programa es, por ejemplo "CRM".',
  'There is a webhook called {} already.': 'Ya hay un webhook llamado {}.',
  'Give another name, or change that one: textback webhook set {}': 'Elija otro nombre, o cambie ese.',
  'No events are chosen.': 'No se eligió ningún aviso.',
  'Choose some: it would be told of nothing.': 'Elija alguno: no se enteraría de nada.',
  'There are {} webhooks, which is as many as it takes.': 'Hay {} webhooks, y no caben más.',
  'Remove some that are not used any more: see `textback webhook list`.': 'Quite alguno que ya no se use.',
};
