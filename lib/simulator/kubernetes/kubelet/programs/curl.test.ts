import { describe, expect, it } from "vitest";
import type { MetadataAnswer } from "../../metadata/metadata-server";
import { curl } from "./curl";

const url = "http://169.254.169.254/computeMetadata/v1/x";

/** Runs a command line against a metadata server that answers all the same. */
function run(words: readonly string[], answer: MetadataAnswer | undefined = { status: 200, body: "body" }) {
  const asked: string[] = [];
  const result = curl({
    argv: ["curl", ...words],
    startedAt: new Date(0),
    project: "p",
    identity: () => ({ kind: "pool", email: "p.svc.id.goog" }),
    mayUseBigQuery: () => true,
    askMetadata: ({ path, headers }, afterMs) => {
      asked.push(`${afterMs} ${path} ${headers["metadata-flavor"] ?? "-"}`);
      return answer;
    },
  });
  return { ...result, asked, text: result.output.map(({ text }) => text).join("") };
}

describe("curl", () => {
  it.each<[string, readonly string[], MetadataAnswer | undefined, string, number]>([
    ["prints the body", [url], undefined, "body", 0],
    ["writes to a file", ["-sS", "-o", "/dev/null", "-w", "%{http_code} %{exitcode}\\n", url], undefined, "200 0\n", 0],
    ["reads joined flags", ["-sSo/dev/null", "-w%{http_code}", url], undefined, "200", 0],
    [
      "goes on after --next",
      ["-sS", "-o", "/dev/null", "-w", "%{http_code} ", url, "--next", "-w", "[%{url}]", url],
      undefined,
      `200 body[${url}]`,
      0,
    ],
    ["asks several URLs", ["--silent", url, url], undefined, "bodybody", 0],
    ["takes a 403 for a success", ["-sS", url], { status: 403, body: "no" }, "no", 0],
    [
      "fails with --fail",
      ["-sS", "--fail", url],
      { status: 403, body: "no" },
      "curl: (22) The requested URL returned error: 403\n",
      22,
    ],
    [
      "fails with the body",
      ["-sS", "--fail-with-body", url],
      { status: 404, body: "no\n" },
      "no\ncurl: (22) The requested URL returned error: 404\n",
      22,
    ],
    [
      "is silent with -s only",
      ["-s", "--fail", "-w", "%{errormsg}", url],
      { status: 500, body: "no" },
      "The requested URL returned error: 500",
      22,
    ],
    [
      "does not resolve other hosts",
      ["-sS", "-w", "%{http_code}", "https://example.com/"],
      undefined,
      "curl: (6) Could not resolve host: example.com\n000",
      6,
    ],
    [
      "is refused at other ports",
      ["-sS", "http://169.254.169.254:988/"],
      undefined,
      "curl: (7) Failed to connect to 169.254.169.254 port 988 after 0 ms: Couldn't connect to server\n",
      7,
    ],
    [
      "does not know an option",
      ["--frob", url],
      undefined,
      "curl: option --frob: is unknown\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
      2,
    ],
    [
      "wants a URL",
      ["-sS"],
      undefined,
      "curl: (2) no URL specified\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
      2,
    ],
    [
      "wants a parameter",
      [url, "--output"],
      undefined,
      "curl: option --output: requires parameter\ncurl: try 'curl --help' or 'curl --manual' for more information\n",
      2,
    ],
  ])("%s", (_, words, answer, text, exitCode) => {
    const result = run(words, answer ?? undefined);
    expect([result.text, result.exitCode]).toEqual([text, exitCode]);
  });

  const nobody = (words: readonly string[]) => {
    const asked: number[] = [];
    const result = curl({
      argv: ["curl", ...words],
      startedAt: new Date(0),
      project: "p",
      identity: () => ({ kind: "pool", email: "" }),
      mayUseBigQuery: () => true,
      askMetadata: (_, afterMs) => {
        asked.push(afterMs);
        return undefined;
      },
    });
    return { ...result, asked };
  };

  it("gives up when nobody answers, and tries again when told to", () => {
    const result = nobody(["-sS", "--connect-timeout", "2", "--retry", "2", "--retry-all-errors", url]);
    expect(result).toMatchObject({ exitCode: 28, asked: [0, 3_000, 7_000], endsAfterMs: 9_000 });
    expect(result.output.map(({ text }) => text)).toEqual([
      "curl: (28) Connection timed out after 2002 milliseconds\n",
    ]);
    const limited = ["-sS", "--max-time", "10", "--retry", "30", "--retry-delay", "2", "--retry-max-time", "20", url];
    expect(nobody(limited)).toMatchObject({ asked: [0, 12_000], endsAfterMs: 22_000 });
    expect(nobody(["-sS", "--max-time", "1", "--retry", "1", "--retry-delay", "5", url]).asked).toEqual([0, 6_000]);
  });

  it("sends headers by part, and stops early when told to", () => {
    expect(run(["-H", "Metadata-Flavor: Google", url, "--next", url]).asked.map((line) => line.split(" ")[2])).toEqual([
      "Google",
      "-",
    ]);
    expect(run(["--fail-early", "-sS", "http://a.example", "--next", url])).toMatchObject({ exitCode: 6, asked: [] });
  });
});
