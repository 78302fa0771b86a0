import type { AppOptions } from '../app.ts';
import type { Config, Secrets } from '../config.ts';

/** What the daemon needs of the configuration. */
export function appOptions(config: Config, secrets: Secrets): AppOptions {
  const { asterisk, business, database } = config;
  return {
    databasePath: database.path,
    business: { name: business.name, country: business.country, timeZone: business.timeZone },
    dialTemplate: asterisk.dialTemplate,
    sounds: asterisk.sounds,
    internalContexts: asterisk.internalContexts,
    ari: { url: asterisk.ariUrl, user: asterisk.ariUser, password: secrets.ariPassword, app: asterisk.app },
    ami: {
      host: asterisk.amiHost,
      port: asterisk.amiPort,
      user: asterisk.amiUser,
      password: secrets.amiPassword,
    },
    alerts: {
      smtp: config.smtp === null ? null : { ...config.smtp, password: secrets.smtpPassword },
      webhookSecret: secrets.webhookSecret,
      ntfy: { ...config.ntfy, token: secrets.ntfyToken },
      push: config.push,
    },
    http: config.http,
    gateways: config.gateways.map((gateway) =>
      gateway.kind === 'smpp'
        ? { ...gateway, password: secrets.gatewayPasswords[gateway.name] ?? '' }
        : gateway,
    ),
  };
}
