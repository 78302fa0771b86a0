import type { Words } from './language.ts';

/** In the Spanish of the United States. */
export const keys: Words['keys'] = {
  open: 'Teclas',
  title: 'Teclas',
  does: {
    next: 'El siguiente de la lista',
    before: 'El anterior',
    show: 'Abrirlo',
    reply: 'Responder en la conversación elegida o abierta',
    send: 'Enviar lo que escribió',
    search: 'Ir a la búsqueda',
    list: 'Mostrar estas teclas',
    close: 'Cerrar',
  },
  notWhileTyping: 'Mientras escribe en un cuadro, las teclas escriben lo que llevan.',
  close: 'Cerrar',
};
