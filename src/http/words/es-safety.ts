import { changed, signInActions } from './es-changes.ts';
import type { Words } from './language.ts';

/** Words about signing in, tokens and who changed what, in the Spanish of the United States. */
export const safety: Words['safety'] = {
  proxy: {
    title: 'Así nadie puede iniciar sesión',
    'no-tls':
      'Esta página llegó sin TLS: las contraseñas cruzarían la red a la vista, y el navegador no guardaría su sesión.',
    unmarked:
      'El proxy delante de textback no dice quién pregunta, así que todos parecerían ser este mismo equipo.',
    open: 'Abra textback por su propia dirección:',
    fix: 'Quien cuide el proxy: conteste con TLS, mande http:// a https:// y pase esto. Caddy y tailscale serve lo hacen solos; en nginx:',
  },
  title: 'Seguridad',
  tabs: { signIns: 'Inicios de sesión', changes: 'Cambios', tokens: 'Tokens de la API' },
  sessions: 'Dónde hay sesiones abiertas',
  noSessions: 'No hay ninguna sesión abierta.',
  log: 'Qué pasó',
  ownTitle: 'Sus inicios de sesión',
  ownMeans: '¿Alguno no fue suyo? Cambie su contraseña: eso cierra su sesión en todos los demás lugares.',
  noEntries: 'Nada todavía.',
  older: 'Anteriores',
  actions: signInActions,
  somebody: 'alguien desconocido',
  by: (who) => `por ${who}`,
  signedOut: 'Se cerró esa sesión.',
  changed,
  changesMeans: 'Quién cambió qué. Nada se borra nunca.',
  subject: 'De qué',
  subjectHint: 'Por ejemplo user:Maria o line:+12125550100, como lo muestra la lista. Vacío para todo.',
  find: 'Mostrar',
  before: 'Antes',
  after: 'Después',
  tokensMean:
    'Los programas usan la API con un token, cada uno como una persona: puede lo que ella puede, hasta donde llegue su alcance.',
  noTokens: 'Ningún programa tiene un token.',
  makeToken: 'Crear un token',
  tokenName: 'Para qué es',
  tokenUser: 'Actúa como',
  scope: 'Puede',
  scopes: { read: 'ver', write: 'ver y cambiar cosas' },
  expires: 'Válido por',
  lives: { '30d': '30 días', '90d': '90 días', '365d': 'un año', '': 'hasta que se revoque' },
  madeToken: (name) =>
    `Este es el token «${name}». Se muestra solo esta vez: póngalo donde el programa lo encuentre.`,
  actsAs: (user) => `actúa como ${user}`,
  since: (when) => `desde el ${when}`,
  until: (when) => `hasta el ${when}`,
  over: (when) => `vencido desde el ${when}`,
  used: (when) => `último uso: ${when}`,
  neverUsed: 'nunca usado',
  revoke: 'Revocar',
  confirmRevoke: (name) => `¿Revocar «${name}»? Los programas que lo usan se rechazan de inmediato.`,
  revoked: 'Se revocó el token.',
};
