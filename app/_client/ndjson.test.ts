import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readLines } from "./ndjson";

function streamOf(chunks: readonly Uint8Array[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function linesOf(stream: ReadableStream<Uint8Array>): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const batch of readLines(stream)) lines.push(...batch);
  return lines;
}

describe("readLines", () => {
  it("reads the same lines however the bytes are cut", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: "grapheme", minLength: 1 }).filter((line) => line.trim() !== "" && !/[\r\n]/.test(line)),
        ),
        fc.integer({ min: 1, max: 9 }),
        async (lines, size) => {
          const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(""));
          const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
            bytes.slice(index * size, (index + 1) * size),
          );
          expect(await linesOf(streamOf(chunks))).toEqual(lines);
        },
      ),
    );
  });

  it.each([
    ["a last line without a newline", "one\ntwo", ["one", "two"]],
    ["empty lines", "one\n\n \ntwo\n", ["one", "two"]],
    ["nothing", "", []],
  ])("copes with %s", async (_, text, lines) => {
    expect(await linesOf(streamOf([new TextEncoder().encode(text)]))).toEqual(lines);
  });

  it("cancels the stream when the caller stops reading", async () => {
    let cancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new TextEncoder().encode("line\n")),
      cancel: () => {
        cancelled = true;
      },
    });
    for await (const _ of readLines(stream)) break;
    expect(cancelled).toBe(true);
  });
});
