import type { ProxyFault } from '../guards/client.ts';
import type { Words } from '../words/words.ts';
import { Document } from './document.tsx';

interface ProxyFaultPageProps {
  readonly words: Words;
  readonly fault: ProxyFault;
  /** What people should type; null where it is not known. */
  readonly publicUrl: string | null;
}

/** As in the README; `$scheme` in place of `https` also where nginx answers both. */
const NGINX = `proxy_set_header Host $host;
proxy_set_header X-Forwarded-For $remote_addr;
proxy_set_header X-Forwarded-Proto $scheme;`;

/** In place of the page to sign in, where signing in could not work: what is wrong, and what to set. */
export function ProxyFaultPage({ words, fault, publicUrl }: ProxyFaultPageProps) {
  const { proxy } = words.safety;
  return (
    <Document title={proxy.title} words={words}>
      <main class="narrow alone">
        <h1>{proxy.title}</h1>
        <div class="card stack">
          <p>{proxy[fault]}</p>
          {publicUrl !== null && (
            <p>
              {proxy.open} <a href={publicUrl}>{publicUrl}</a>
            </p>
          )}
          <p>{proxy.fix}</p>
          <pre>{NGINX}</pre>
        </div>
      </main>
    </Document>
  );
}
