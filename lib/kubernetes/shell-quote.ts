const bareWord = /^[A-Za-z0-9_@%+:,./-][A-Za-z0-9_@%+=:,./-]*$/;
const bareProgram = /^[A-Za-z0-9_./-]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const controls = /([\u0001-\u0009\u000b-\u001f\u007f]+)/;
const maxColumns = 100;

/**
 * One word for a POSIX shell (also bash and zsh); words of ordinary characters stay as they are.
 * Control characters are written as `printf` escapes, since a terminal would act on them when the command is pasted;
 * line breaks stay. Throws a RangeError for NUL, which no argument of a program can hold.
 */
export function shellQuote(word: string): string {
  if (word.includes("\u0000")) throw new RangeError("An argument cannot hold a NUL character.");
  if (bareWord.test(word)) return word;
  if (!controls.test(word)) return singleQuoted(word);
  return word
    .split(controls)
    .map((part, index) => (index % 2 === 1 ? printed(part) : part === "" ? "" : singleQuoted(part)))
    .join("");
}

function singleQuoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function printed(characters: string): string {
  const escapes = Array.from(characters, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`);
  return `"$(printf '${escapes.join("")}')"`;
}

/**
 * Words as one command to paste. Longer than 100 columns, it is continued on a new line before each word that starts
 * with `--`. The first word is never taken for an assignment of a variable.
 */
export function command(words: readonly string[]): string {
  const quoted = words.map((word, index) => (index === 0 && !bareProgram.test(word) ? forced(word) : shellQuote(word)));
  const line = quoted.join(" ");
  if (line.length <= maxColumns) return line;
  return quoted.reduce((text, word, index) => {
    if (index === 0) return word;
    return text + (words[index]?.startsWith("--") ? " \\\n  " : " ") + word;
  }, "");
}

function forced(word: string): string {
  return bareWord.test(word) ? singleQuoted(word) : shellQuote(word);
}
