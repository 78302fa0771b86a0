import type { Words } from './language.ts';

/** In the Spanish of the United States. */
export const push: Words['push'] = {
  unreachable: {
    title: 'No se puede conectar con textback',
    why: 'Este teléfono o computadora, o el equipo donde funciona textback, no tiene conexión en este momento.',
    goesOn:
      'Lo que escribieron los clientes no se guarda en este dispositivo, así que no hay nada que leer aquí hasta que vuelva la conexión.',
    again: 'Intentar de nuevo',
  },
  ended: {
    title: 'Los avisos dejaron de llegar aquí',
    body: 'Toque para iniciar sesión y activarlos de nuevo.',
  },
  title: 'Avisos en teléfonos y navegadores',
  what: 'Una llamada perdida o una respuesta aparece en la pantalla, con el nombre del cliente; al tocarla se abre la conversación.',
  switchOn: 'Avisos en este dispositivo',
  needsHttps:
    'Los navegadores solo muestran avisos de páginas a las que llegan por https. Quien administra textback puede configurarlo: “On your phone” en su README.',
  unsupported:
    'Este navegador no muestra avisos. En un iPhone o iPad: pulse Compartir, Agregar a inicio, abra textback desde ahí y vuelva a esta página.',
  denied:
    'A este navegador se le dijo que no muestre avisos de textback. Permita las notificaciones de este sitio en sus ajustes y cargue esta página otra vez.',
  failed: 'El navegador no pudo activarlos:',
  test: 'Probar',
  remove: 'Quitar',
  since: (when) => `desde ${when}`,
  here: 'este navegador',
  on: 'Desde ahora los avisos aparecen aquí. Pulse Probar para ver uno.',
  off: 'Los avisos ya no aparecen ahí.',
  tested: 'Un aviso de prueba está en camino. Debería aparecer en unos segundos.',
};
