import type { AppOptions } from '../app.ts';
import type { Config, Secrets } from '../config.ts';

/** What the daemon needs of the configuration, or why this version cannot run with it. */
export function appOptions(config: Config, secrets: Secrets): AppOptions | { readonly problem: string } {
  const { asterisk, business, database } = config;
  const [gateway] = config.gateways;
  if (gateway === undefined || config.gateways.length > 1) {
    return {
      problem:
        'gateway: this version of textback sends through exactly one gateway. ' +
        'Leave one [[gateway]] in the configuration.',
    };
  }
  return {
    databasePath: database.path,
    business: { name: business.name, country: business.country, timeZone: business.timeZone },
    dialTemplate: asterisk.dialTemplate,
    ari: { url: asterisk.ariUrl, user: asterisk.ariUser, password: secrets.ariPassword, app: asterisk.app },
    ami: {
      host: asterisk.amiHost,
      port: asterisk.amiPort,
      user: asterisk.amiUser,
      password: secrets.amiPassword,
    },
    gateway:
      gateway.kind === 'smpp'
        ? { ...gateway, password: secrets.gatewayPasswords[gateway.name] ?? '' }
        : gateway,
  };
}
