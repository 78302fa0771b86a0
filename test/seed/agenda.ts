/** What is still to happen, the earliest first: a binary heap. */
export interface Agenda<T> {
  add(at: number, event: T): void;
  /** When the next one is; infinity where there is none. */
  nextAt(): number;
  /** @throws Error where there is none */
  take(): { readonly at: number; readonly event: T };
}

export function createAgenda<T>(): Agenda<T> {
  // Of what happens at the same time, the first added comes first: the same seed, the same story.
  const heap: { at: number; order: number; event: T }[] = [];
  let added = 0;
  const isBefore = (a: number, b: number) => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return false;
    return one.at < other.at || (one.at === other.at && one.order < other.order);
  };
  const swap = (a: number, b: number) => {
    const [one, other] = [heap[a], heap[b]];
    if (one === undefined || other === undefined) return;
    heap[a] = other;
    heap[b] = one;
  };
  return {
    add(at, event) {
      heap.push({ at, order: added, event });
      added += 1;
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1;
        if (!isBefore(child, parent)) break;
        swap(child, parent);
        child = parent;
      }
    },
    nextAt: () => heap[0]?.at ?? Number.POSITIVE_INFINITY,
    take() {
      const first = heap[0];
      swap(0, heap.length - 1);
      heap.pop();
      for (let parent = 0; ; ) {
        const left = 2 * parent + 1;
        const least = isBefore(left + 1, left) ? left + 1 : left;
        if (!isBefore(least, parent)) break;
        swap(least, parent);
        parent = least;
      }
      if (first === undefined) throw new Error('nothing is to happen any more');
      return first;
    },
  };
}
