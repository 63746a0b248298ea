import { createInterface } from "node:readline";
import type { ReportRow } from "./reports";
import { openStore } from "./store";
import { isStoreError } from "./store-error";

/**
 * A process that holds a store, for tests that kill it: `node --import tsx lib/store/testing-process.ts DIRECTORY`.
 * It prints one JSON object a line: `{open}` or `{failed: {reason, message}}`, then `{stored: id}` for every row that
 * the store acknowledged. It reads commands, one a line: `write` (rows without end), `exit` (without closing), `close`.
 */
async function main(dataDirectory: string): Promise<void> {
  const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  const opened = await openStore({ dataDirectory, retentionDays: 30 }, () => undefined).catch(
    (error: unknown) => error,
  );
  if (opened instanceof Error) {
    say({ failed: { reason: isStoreError(opened) ? opened.reason : opened.name, message: opened.message } });
    return;
  }
  const store = opened as Awaited<ReturnType<typeof openStore>>;
  const write = async () => {
    for (let count = 0; ; count += 1) {
      const id = `${process.pid}-${count}`;
      await store.reports.insert(row(id));
      say({ stored: id });
    }
  };
  createInterface({ input: process.stdin }).on("line", (command) => {
    if (command === "write") void write();
    if (command === "exit") process.exit();
    if (command === "close") void store.close().then(() => process.exit());
  });
  say({ open: true });
}

function row(id: string): ReportRow {
  const place = { project: "orders", location: "europe-west1", cluster: "prod" };
  const outcome = {
    verdict: "blocked",
    cause: "address-not-listed",
    hop: "authorized-networks",
    headline: "Not listed",
  };
  return { id, createdAt: new Date(), ...place, vantageKind: "browser", ...outcome, durationMs: 12, report: { id } };
}

void main(process.argv[2] ?? "");
