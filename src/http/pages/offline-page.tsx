import { en } from '../words/en.ts';
import { ALL_WORDS } from '../words/words.ts';
import { Document } from './document.tsx';

/**
 * In every language, because whoever it is shown to cannot be asked for theirs. It is loaded again by its link, which
 * leads to the address that could not be reached.
 */
export function OfflinePage() {
  return (
    <Document title={en.push.unreachable.title} words={en}>
      <main class="narrow alone">
        {ALL_WORDS.map(({ language, push: { unreachable } }) => (
          <section class="card stack" lang={language}>
            <h1>{unreachable.title}</h1>
            <p>{unreachable.why}</p>
            <p>{unreachable.goesOn}</p>
            <p>
              {/* biome-ignore lint/a11y/useValidAnchor: an empty address is this very one, with what stands after its "?". */}
              <a href="">{unreachable.again}</a>
            </p>
          </section>
        ))}
      </main>
    </Document>
  );
}
