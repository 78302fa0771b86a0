import { en } from '../words/en.ts';
import { Document } from './document.tsx';

export function ErrorPage({ title, remedy }: { readonly title: string; readonly remedy: string }) {
  return (
    <Document title={title}>
      <main>
        <h1>{title}</h1>
        <p>{remedy}</p>
        <p>
          <a href="/">{en.product}</a>
        </p>
      </main>
    </Document>
  );
}
