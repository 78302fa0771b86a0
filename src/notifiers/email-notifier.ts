import type { NoticeAttempt } from '../core/notice-state.ts';
import { NOTIFIER_DEADLINE_MS, type Notifier } from './notifier.ts';

export interface SmtpOptions {
  readonly host: string;
  readonly port: number;
  /** `implicit`: TLS from the first octet (RFC 8314). `starttls`: required. `none`: in the clear, for a relay on this machine. */
  readonly tls: 'implicit' | 'starttls' | 'none';
  readonly user: string | null;
  readonly password: string | null;
  /** The From address. */
  readonly from: string;
}

/** One connection, kept: a busy morning's notices go over it one after the other. */
export function createEmailNotifier(options: SmtpOptions): Notifier {
  const { from } = options;
  let opened: ReturnType<typeof openTransport> | null = null;
  return {
    async send({ id, address, title, body, isUrgent }) {
      try {
        opened ??= openTransport(options);
        const transport = await opened;
        await transport.sendMail({
          from,
          to: { name: '', address },
          subject: title,
          text: `${body}\n`,
          messageId: `<textback-${id}@${domainOf(from)}>`,
          priority: isUrgent ? 'high' : 'normal',
          // RFC 3834 §5: so that an out-of-office note does not answer.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return { kind: 'sent' };
      } catch (error) {
        return smtpResult(error);
      }
    },
    // Where it could not be loaded there is nothing to close.
    close: () => void opened?.then((transport) => transport.close()).catch(() => {}),
  };
}

async function openTransport({ host, port, tls, user, password }: SmtpOptions) {
  // Loaded with the first mail: who is told otherwise has no use for it.
  const { createTransport } = await import('nodemailer');
  return createTransport({
    host,
    port,
    pool: true,
    maxConnections: 1,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(user === null ? {} : { auth: { user, pass: password ?? '' } }),
    connectionTimeout: NOTIFIER_DEADLINE_MS,
    greetingTimeout: NOTIFIER_DEADLINE_MS,
    socketTimeout: NOTIFIER_DEADLINE_MS,
    // What a customer wrote is never read as a file or an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/** nodemailer's words for: the server does not take this sender, recipient or message. */
const ABOUT_THE_MAIL = ['EENVELOPE', 'EMESSAGE'];

/**
 * RFC 5321 §4.2.1: 5yz is final where it is about the mail itself; a refused login or TLS is the configuration's
 * fault, and will be mended.
 */
function smtpResult(error: unknown): NoticeAttempt {
  if (!(error instanceof Error)) return { kind: 'retryable', why: String(error) };
  const status = 'responseCode' in error ? Number(error.responseCode) : 0;
  const isAboutMail = 'code' in error && ABOUT_THE_MAIL.includes(String(error.code));
  return { kind: status >= 500 && isAboutMail ? 'rejected' : 'retryable', why: error.message };
}

function domainOf(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'textback.invalid';
}
