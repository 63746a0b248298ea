import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse, parseDocument, stringify } from "yaml";
import { mergeKubeconfig } from "./merge";
import { entriesNamed, foreignValues, type ParsedFile, sampleCa } from "./testing";
import { writeKubeconfig } from "./write";

const name = { project: "corp", location: "europe-west1", cluster: "prod" };
const ours = "gke_corp_europe-west1_prod";
const addition = writeKubeconfig({ name, server: "34.78.1.2", caCertificate: sampleCa });

/** The YAML library writes a few of the generated values wrongly; such files prove nothing. */
function readsBack(text: string, content: ParsedFile): boolean {
  const document = parseDocument(text);
  return document.errors.length === 0 && isDeepStrictEqual(document.toJS(), content);
}

describe("merging into any kubeconfig", () => {
  const word = fc.oneof(
    fc.constantFrom(
      ours,
      "lab",
      "yes",
      "0x1F",
      "1e3",
      "a: b",
      "#",
      "- x",
      "",
      "multi\nline\n",
      "it's",
      '"',
      "é\u{1f600}",
      "null",
      "{}",
      "*a",
    ),
    fc.string({ unit: "grapheme", maxLength: 12 }),
  );
  const scalar = fc.oneof(word, fc.integer(), fc.boolean(), fc.constant(null));
  const part = fc.oneof(
    scalar,
    fc.dictionary(word, fc.oneof(scalar, fc.array(scalar, { maxLength: 3 })), { maxKeys: 4 }),
  );
  const list = (key: string) =>
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.uniqueArray(fc.record({ name: fc.oneof(fc.constant(ours), word), [key]: part }), {
          maxLength: 4,
          selector: ({ name }) => name,
        }),
      },
      { weight: 1, arbitrary: fc.constant(null) },
    );
  const extra = fc.dictionary(fc.stringMatching(/^x[a-z]{1,5}$/), part, { maxKeys: 3 });
  const file = fc
    .tuple(
      fc.record(
        {
          apiVersion: fc.constant("v1"),
          clusters: list("cluster"),
          contexts: list("context"),
          users: list("user"),
          "current-context": fc.constantFrom("", "lab", ours),
        },
        { requiredKeys: [] },
      ),
      extra,
    )
    .map(([known, more]): ParsedFile => ({ kind: "Config", ...more, ...known }));
  const style = fc.record({
    indentSeq: fc.boolean(),
    indent: fc.constantFrom(2, 4),
    lineWidth: fc.constantFrom(0, 80),
    collectionStyle: fc.constantFrom("any", "block", "block", "flow"),
    defaultStringType: fc.constantFrom("PLAIN", "QUOTE_DOUBLE", "BLOCK_LITERAL"),
  } as const);
  const shape = fc.record({
    order: fc.infiniteStream(fc.nat()),
    crlf: fc.boolean(),
    comments: fc.boolean(),
    lastBreak: fc.boolean(),
  });

  it("loses and alters no foreign value, adds ours, and is idempotent", () => {
    fc.assert(
      fc.property(file, style, shape, (content, options, { order, crlf, comments, lastBreak }) => {
        const ranks = new Map(Object.keys(content).map((key) => [key, order.next().value ?? 0]));
        const shuffled = Object.fromEntries(
          Object.entries(content).sort(([left], [right]) => (ranks.get(left) ?? 0) - (ranks.get(right) ?? 0)),
        );
        let existing = stringify(shuffled, options);
        if (comments && options.collectionStyle !== "flow")
          existing = `# top\n${existing.replace(/^(\w[\w-]*:)$/gm, "# above\n$1 # beside")}# bottom\n`;
        if (!lastBreak) existing = existing.trimEnd();
        if (crlf) existing = existing.replaceAll("\n", "\r\n");
        fc.pre(readsBack(existing, content));

        const result = mergeKubeconfig(existing, addition);
        if (!result.ok) throw new Error(result.problem);
        const after = parse(result.text) as ParsedFile;
        expect(foreignValues(after, ours)).toEqual(foreignValues(content, ours));
        expect(entriesNamed(after, ours)).toEqual(entriesNamed(parse(addition), ours));
        expect(after["current-context"]).toBe(ours);
        expect(mergeKubeconfig(result.text, addition)).toEqual(result);
        if (comments && options.collectionStyle !== "flow")
          for (const mark of ["# top", "# bottom"]) expect(result.text).toContain(mark);
      }),
      { numRuns: 200 },
    );
  });
});
