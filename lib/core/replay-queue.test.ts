import { describe, expect, it } from "vitest";
import { replayQueue } from "./replay-queue";

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe("replayQueue", () => {
  it("gives every reader everything from the beginning, early and late", async () => {
    const queue = replayQueue<number>();
    queue.push(1);
    const early = collect(queue.read());
    queue.push(2);
    await Promise.resolve();
    queue.push(3);
    queue.end();
    expect(await early).toEqual([1, 2, 3]);
    expect(await collect(queue.read())).toEqual([1, 2, 3]);
  });

  it("ends with the error, after the items", async () => {
    const queue = replayQueue<number>();
    queue.push(1);
    queue.end(new Error("store"));
    const seen: number[] = [];
    await expect(async () => {
      for await (const item of queue.read()) seen.push(item);
    }).rejects.toThrow("store");
    expect(seen).toEqual([1]);
  });
});
