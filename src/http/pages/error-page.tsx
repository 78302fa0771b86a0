import type { Words } from '../words/words.ts';
import { Document } from './document.tsx';

interface ErrorPageProps {
  readonly title: string;
  readonly remedy: string;
  readonly words: Words;
}

export function ErrorPage({ title, remedy, words }: ErrorPageProps) {
  return (
    <Document title={title} words={words}>
      <main class="narrow alone">
        <h1>{title}</h1>
        <p>{remedy}</p>
        <p>
          <a href="/">{words.home}</a>
        </p>
      </main>
    </Document>
  );
}
