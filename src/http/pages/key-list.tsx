import type { Words } from '../words/words.ts';

/** By which the script and the button find it. */
export const KEYS_ID = 'keys';

/** As keyboards have them in every language, in the order in which they are told. */
const KEYS: readonly (readonly [key: string, what: keyof Words['keys']['does']])[] = [
  ['j', 'next'],
  ['k', 'before'],
  ['Enter', 'show'],
  ['r', 'reply'],
  ['Ctrl Enter', 'send'],
  ['/', 'search'],
  ['?', 'list'],
  ['Esc', 'close'],
];

/** What can be done with keys, on every page: opened by `?` or its button, closed by Escape or its own. */
export function KeyList({ words }: { readonly words: Words }) {
  const { keys } = words;
  return (
    <dialog id={KEYS_ID} aria-labelledby="keys-title">
      <div class="stack">
        <h2 id="keys-title">{keys.title}</h2>
        <dl class="keys">
          {KEYS.map(([key, what]) => (
            <div>
              <dt>
                <kbd>{key}</kbd>
              </dt>
              <dd>{keys.does[what]}</dd>
            </div>
          ))}
        </dl>
        <p class="quiet">{keys.notWhileTyping}</p>
        <button type="button">{keys.close}</button>
      </div>
    </dialog>
  );
}
