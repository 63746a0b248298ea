/** One thing that a field can be filled in with. */
export type PickOption = {
  readonly value: string;
  /** A few words about it; they are searched too. */
  readonly note?: string;
};

/** How many are shown at once: who has more goes on typing. */
export const mostShown = 50;

/** Every word has to be somewhere in the value or the note. What begins with the text comes first. */
export function matching(options: readonly PickOption[], text: string): readonly PickOption[] {
  const query = text.trim().toLowerCase();
  if (query === "") return options;
  const words = query.split(/\s+/);
  const found = options.filter(({ value, note = "" }) => {
    const searched = `${value} ${note}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
  const starts = ({ value }: PickOption) => value.toLowerCase().startsWith(query);
  return [...found.filter(starts), ...found.filter((option) => !starts(option))];
}
