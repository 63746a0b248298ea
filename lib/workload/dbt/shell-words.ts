/**
 * The words of a command as a POSIX shell splits them: quotes, backslashes, lines continued with a backslash. Null when
 * a quote stays open. Variables and other expansions stay as they are written.
 */
export function shellWords(command: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let quote: string | null = null;
  for (let index = 0; index < command.length; index += 1) {
    const character = command[index] ?? "";
    const next = command[index + 1];
    if (quote === "'") {
      if (character === "'") quote = null;
      else word = (word ?? "") + character;
    } else if (character === "\\" && next !== undefined && (quote === null || '"\\$`\n'.includes(next))) {
      if (next !== "\n") word = (word ?? "") + next;
      index += 1;
    } else if (character === '"' || (character === "'" && quote === null)) {
      quote = quote === null ? character : null;
      word ??= "";
    } else if (quote === null && /\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? "") + character;
    }
  }
  if (word !== null) words.push(word);
  return quote === null ? words : null;
}
