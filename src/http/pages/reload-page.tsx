import { en } from '../words/en.ts';
import { Document } from './document.tsx';

/** Loads itself again, this time as a page of ours. */
export function ReloadPage() {
  return (
    <Document title={en.product} words={en} reload>
      {null}
    </Document>
  );
}
