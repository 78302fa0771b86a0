import type { Sentences } from './say-in.ts';

/**
 * Why a link is down, or a webhook takes nothing, as gateways, Asterisk's links and webhooks say it; in GSM 7 bit as
 * notice-details-es.ts. What others word is shown as it came.
 */
export const LINK_WHYS: Sentences = {
  'cannot use {}: {}': 'no se puede usar {}: {}',
  'lost the link to {}: {}': 'sin enlace con {}: {}',
  'the other side ended the session (unbind)': 'el otro lado ha cerrado el enlace (unbind)',
  'the gateway was stopped': 'fue detenido',
  'no answer to the bind within {} ms; is this the SMPP port?':
    'sin respuesta al bind en {} ms; ¿es el puerto de SMPP?',
  'Asterisk closed the event WebSocket (code {})': 'Asterisk ha cerrado el WebSocket de eventos (code {})',
  'Asterisk stopped answering pings on the event WebSocket':
    'Asterisk ya no responde en el WebSocket de eventos',
  'the event WebSocket did not open in time': 'el WebSocket de eventos no abre a tiempo',
  'the event WebSocket failed: {}': 'falla el WebSocket de eventos: {}',
  'Asterisk closed the AMI connection at {}': 'Asterisk ha cerrado el acceso AMI en {}',
  'the AMI connection to {} failed: {}': 'falla el acceso AMI a {}: {}',
  'nothing listens at {}: is Asterisk running, and http.conf enabled, with that bindaddr and bindport?':
    'nada responde en {}: revise que Asterisk funcione, y en http.conf: enabled, bindaddr y bindport',
  'nothing listens at {}: is Asterisk running, and manager.conf enabled, with that bindaddr and port?':
    'nada responde en {}: revise que Asterisk funcione, y en manager.conf: enabled, bindaddr y port',
  'the host of {} is not known: check ari_url': 'no se encuentra el host de {}: revise ari_url',
  'the host {} is not known: check ami_host': 'no se encuentra el host {}: revise ami_host',
  '{} takes the connection but gives {}: Asterisk hangs, or it is another service':
    '{} no contesta ({}): Asterisk se ha trabado, o ese servicio es otro',
  'no usable answer from {} ({}): check ari_url and that Asterisk is well':
    'no sirve lo que contesta {} ({}): revise ari_url, y que Asterisk funcione bien',
  "ARI refused user '{}' at {}: check ari_user and ari_password_file, and that the user is in ari.conf":
    "ARI rechaza al usuario '{}' en {}: revise ari_user, ari_password_file y ari.conf",
  'HTTP {}: redirects are not followed': 'HTTP {}: no se siguen redirecciones',
  'no answer within {} s': 'sin respuesta en {} s',
  'Asterisk stopped answering pings on AMI': 'Asterisk ya no responde en AMI',
  "AMI refused user '{}' at {}:{} ({}): check ami_user and ami_password_file, and that the user is in manager.conf with a permit for this machine":
    "AMI rechaza al usuario '{}' en {}:{} ({}): revise ami_user, ami_password_file, y que manager.conf le permita entrar desde esta computadora",
  'AMI refused to filter events ({}): give the user write = system in manager.conf':
    'AMI no permite filtrar eventos ({}): ponga write = system al usuario en manager.conf',
  // SMPP.
  'the carrier refused the bind: {}; {}': 'la operadora ha rechazado el bind: {}; {}',
  'check system_id and password_file, and that the account may bind as a {}':
    'revise system_id y password_file, y que se permita el bind como {}',
  'the carrier answered the bind with {}': 'la operadora ha respondido al bind con {}',
  'the answer to the bind could not be read; is this the SMPP port?':
    'no se entiende la respuesta al bind; ¿es el puerto de SMPP?',
  'connection refused: nothing listens there': 'nadie responde en ese puerto',
  'the other side reset the connection': 'el otro lado ha cortado el enlace',
  'no answer from the network': 'la red no responde',
  'no route to that host': 'no hay ruta a ese host',
  'no route to that network': 'no hay ruta a esa red',
  'no such host name; check host': 'no existe ese host; revise host',
  'the name server does not answer': 'el servidor de nombres no responde',
  // What a code of SMPP stands for follows it.
  '{}: {}': '{}: {}',
  'wrong password': 'la contraseña no es correcta',
  'unknown system_id': 'system_id desconocido',
  'bind failed': 'ha fallado el bind',
  'already bound': 'ya existe ese enlace',
  'the carrier has a system error': 'la operadora tiene una falla interna',
  'the carrier is throttling this account': 'la operadora frena esta cuenta',
  'the other side closed the connection': 'el otro lado ha cerrado el enlace',
  'the other side has been silent, no answer to enquire_link within {} ms':
    'el otro lado no contesta enquire_link en {} ms',
  'not SMPP: a PDU of length {} ("{}"); check that host and port are those of the SMPP service':
    'no es SMPP: PDU de largo {} ("{}"); revise que host y port sean los del servicio SMPP',
};
