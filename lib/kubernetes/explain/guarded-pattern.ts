/**
 * A pattern with plain words of which at least one is in every text that it matches. Looking for words is much cheaper
 * than running a pattern for the first time (the engine compiles it then), and most patterns never match.
 */
export type GuardedPattern = { readonly pattern: RegExp; readonly words?: readonly string[] };

export function guard(pattern: RegExp): GuardedPattern {
  const words = requiredWords(pattern);
  return { pattern, ...(words && { words }) };
}

/** Like `pattern.exec(text)`, for a pattern without the flags `g` and `y`. */
export function execGuarded({ pattern, words }: GuardedPattern, text: string): RegExpExecArray | null {
  if (words) {
    const searched = pattern.ignoreCase ? text.toLowerCase() : text;
    if (!words.some((word) => searched.includes(word))) return null;
  }
  return pattern.exec(text);
}

/** The words (in lower case where the pattern ignores case), or undefined when the pattern has none that are required. */
export function requiredWords(pattern: RegExp): readonly string[] | undefined {
  const source = pattern.ignoreCase ? lowerCaseLiterals(pattern.source) : pattern.source;
  return new Reader(source).alternatives();
}

/** Lower case, except after a backslash, where case is the meaning (`\s`, `\S`). */
function lowerCaseLiterals(source: string): string {
  return source.replace(/\\.|[^\\]+/gs, (part) => (part.startsWith("\\") ? part : part.toLowerCase()));
}

/** Reads a pattern's source once, keeping of each sequence the best set of words that it requires. */
class Reader {
  private at = 0;

  constructor(private readonly source: string) {}

  /** One of the sequences between `|`: words are required only if each of them requires some. */
  alternatives(): readonly string[] | undefined {
    const branches = [this.sequence()];
    while (this.source[this.at] === "|") {
      this.at++;
      branches.push(this.sequence());
    }
    const required = branches.filter((branch) => branch !== undefined);
    return required.length === branches.length ? required.flat() : undefined;
  }

  private sequence(): readonly string[] | undefined {
    let best: readonly string[] | undefined;
    let run = "";
    const offer = (words: readonly string[] | undefined) => {
      if (words && strength(words) > strength(best)) best = words;
    };
    const endRun = () => {
      if (run) offer([run]);
      run = "";
    };

    while (this.at < this.source.length && this.source[this.at] !== "|" && this.source[this.at] !== ")") {
      const atom = this.atom();
      const { optional, repeated } = this.quantifier();
      if (atom.kind === "nothing") continue;
      if (atom.kind === "character" && !optional) {
        run += atom.character;
        if (repeated) endRun();
        continue;
      }
      endRun();
      if (atom.kind === "group" && !optional) offer(atom.words);
    }
    endRun();
    return best;
  }

  private atom(): Atom {
    const character = this.source[this.at++] ?? "";
    if (character === "(") return this.group();
    if (character === "[") return this.characterClass();
    if (character === "^" || character === "$") return { kind: "nothing" };
    if (character === ".") return { kind: "any" };
    if (character !== "\\") return { kind: "character", character };
    const escaped = this.source[this.at++] ?? "";
    if (escaped === "b") return { kind: "nothing" };
    return /[a-zA-Z0-9]/.test(escaped) ? { kind: "any" } : { kind: "character", character: escaped };
  }

  private group(): Atom {
    const kind = /^\?(?::|=|!|<=|<!)/.exec(this.source.slice(this.at, this.at + 3))?.[0];
    this.at += kind?.length ?? 0;
    const words = this.alternatives();
    this.at++;
    const matchesText = kind === undefined || kind === "?:";
    return matchesText ? { kind: "group", words } : { kind: "nothing" };
  }

  private characterClass(): Atom {
    while (this.source[this.at] !== "]") this.at += this.source[this.at] === "\\" ? 2 : 1;
    this.at++;
    return { kind: "any" };
  }

  private quantifier(): { readonly optional: boolean; readonly repeated: boolean } {
    if (!"?*+{".includes(this.source[this.at] ?? " ")) return { optional: false, repeated: false };
    const text = /^(?:[?*+]|\{(\d+)[^}]*\})\??/.exec(this.source.slice(this.at, this.at + 16));
    if (!text) return { optional: false, repeated: false };
    this.at += text[0].length;
    return { optional: /^[?*]/.test(text[0]) || text[1] === "0", repeated: true };
  }
}

type Atom =
  | { readonly kind: "character"; readonly character: string }
  | { readonly kind: "group"; readonly words: readonly string[] | undefined }
  | { readonly kind: "any" | "nothing" };

/** How rarely one of the words is there: their shortest decides. */
function strength(words: readonly string[] | undefined): number {
  return words ? Math.min(...words.map((word) => word.length)) : 0;
}
