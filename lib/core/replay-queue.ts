/** A stream of items that several readers can read, each from the beginning. */
export type ReplayQueue<Item> = {
  readonly push: (item: Item) => void;
  /** No more items: readers end, or throw the error, after the last one. */
  readonly end: (error?: unknown) => void;
  readonly read: () => AsyncIterable<Item>;
};

export function replayQueue<Item>(): ReplayQueue<Item> {
  const items: Item[] = [];
  let ended: { readonly error: unknown } | undefined;
  let changed = Promise.withResolvers<void>();
  const wake = () => {
    changed.resolve();
    changed = Promise.withResolvers<void>();
  };

  return {
    push(item) {
      items.push(item);
      wake();
    },
    end(error) {
      ended = { error };
      wake();
    },
    async *read() {
      for (let index = 0; ; ) {
        const change = changed.promise;
        for (; index < items.length; index += 1) yield items[index] as Item;
        if (ended) {
          if (ended.error !== undefined) throw ended.error;
          return;
        }
        if (change === changed.promise) await change;
      }
    },
  };
}
