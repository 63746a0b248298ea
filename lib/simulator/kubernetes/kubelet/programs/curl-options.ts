/** What one part of a curl command line (between `--next`s) asks for. */
export type CurlOperation = {
  readonly urls: readonly string[];
  readonly headers: readonly string[];
  readonly outputs: readonly string[];
  readonly writeOut: string;
  readonly fail: "no" | "fail" | "with-body";
  readonly connectTimeoutMs: number | undefined;
  readonly maxTimeMs: number | undefined;
  readonly retries: number;
  readonly retryDelayMs: number | undefined;
  /** No further attempt begins after this much time. */
  readonly retryMaxMs: number | undefined;
  readonly retryAllErrors: boolean;
  readonly include: boolean;
};

export type CurlCommand = {
  readonly operations: readonly CurlOperation[];
  readonly silent: boolean;
  readonly showError: boolean;
  readonly failEarly: boolean;
};

/** Why curl does not run a command line: its exit code, and what it prints. */
export class CurlUsageError extends Error {
  constructor(
    message: string,
    readonly exitCode = 2,
  ) {
    super(message);
  }
}

const longNames: Readonly<Record<string, string>> = {
  H: "header",
  L: "location",
  S: "show-error",
  X: "request",
  f: "fail",
  i: "include",
  k: "insecure",
  m: "max-time",
  o: "output",
  s: "silent",
  v: "verbose",
  w: "write-out",
  4: "ipv4",
};
const withValue = [
  "header",
  "output",
  "write-out",
  "url",
  "connect-timeout",
  "max-time",
  "request",
  "retry",
  "retry-delay",
  "retry-max-time",
  "noproxy",
  "user-agent",
];
const flags = [
  "location",
  "show-error",
  "fail",
  "fail-with-body",
  "fail-early",
  "include",
  "insecure",
  "silent",
  "verbose",
  "ipv4",
  "next",
  "retry-all-errors",
  "retry-connrefused",
  "no-progress-meter",
  "http1.1",
  "compressed",
  "globoff",
];

/** Reads a curl command line (without the program's name). Throws a `CurlUsageError` for options that are not known here. */
export function readCurlCommand(words: readonly string[]): CurlCommand {
  const options = tokens(words);
  const parts: Option[][] = [[]];
  for (const option of options) {
    if (option.name === "next") parts.push([]);
    else parts.at(-1)?.push(option);
  }
  const has = (name: string) => options.some((option) => option.name === name);
  const operations = parts.map(readOperation);
  if (operations.some(({ urls }) => urls.length === 0)) throw new CurlUsageError("curl: (2) no URL specified");
  return { operations, silent: has("silent"), showError: has("show-error"), failEarly: has("fail-early") };
}

type Option = { readonly name: string; readonly value: string };

function tokens(words: readonly string[]): readonly Option[] {
  const options: Option[] = [];
  const rest = [...words];
  const take = (name: string, value: string | undefined) => {
    if (value === undefined) throw new CurlUsageError(`curl: option ${name}: requires parameter`);
    return value;
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word.startsWith("--")) {
      const name = word.slice(2);
      if (withValue.includes(name)) options.push({ name, value: take(word, rest.shift()) });
      else if (flags.includes(name)) options.push({ name, value: "" });
      else throw unknown(word);
    } else if (word === ":") options.push({ name: "next", value: "" });
    else if (word.startsWith("-") && word.length > 1) {
      for (let index = 1; index < word.length; index += 1) {
        const letter = word.charAt(index);
        const name = longNames[letter];
        if (letter === ":") options.push({ name: "next", value: "" });
        else if (name === undefined) throw unknown(`-${letter}`);
        else if (withValue.includes(name)) {
          options.push({ name, value: take(`-${letter}`, word.slice(index + 1) || rest.shift()) });
          break;
        } else options.push({ name, value: "" });
      }
    } else options.push({ name: "url", value: word });
  }
  return options;
}

function unknown(option: string): CurlUsageError {
  return new CurlUsageError(`curl: option ${option}: is unknown`);
}

function readOperation(options: readonly Option[]): CurlOperation {
  const all = (name: string) => options.filter((option) => option.name === name).map(({ value }) => value);
  const has = (name: string) => options.some((option) => option.name === name);
  const seconds = (name: string) => {
    const value = all(name).at(-1);
    return value === undefined ? undefined : Number(value) * 1_000;
  };
  return {
    urls: all("url"),
    headers: all("header"),
    outputs: all("output"),
    writeOut: all("write-out").at(-1) ?? "",
    fail: has("fail-with-body") ? "with-body" : has("fail") ? "fail" : "no",
    connectTimeoutMs: seconds("connect-timeout"),
    maxTimeMs: seconds("max-time"),
    retries: Number(all("retry").at(-1) ?? 0),
    retryDelayMs: seconds("retry-delay"),
    retryMaxMs: seconds("retry-max-time"),
    retryAllErrors: has("retry-all-errors"),
    include: has("include"),
  };
}
