import { badRequest } from "@/lib/core/problem";
import type { ServiceContext } from "@/lib/services/context";
import type { AuditFilter } from "@/lib/store/audit/audit-log";
import { csvLine } from "./csv";
import { toView } from "./read-audit";

export type ExportFormat = "jsonl" | "csv";

export const mediaTypes: Readonly<Record<ExportFormat, string>> = {
  jsonl: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
};

const columns = ["seq", "at", "actor", "action", "subject", "data", "prevHash", "hash"] as const;
const readAtOnce = 1_000;

/**
 * The form that was asked for; undefined for a page to look at.
 *
 * @throws Problem 400
 */
export function readFormat(text: string | null): ExportFormat | undefined {
  if (text === null || text === "" || text === "json") return undefined;
  if (text === "jsonl" || text === "csv") return text;
  throw badRequest("format must be jsonl or csv.");
}

/**
 * The audit log as text, oldest event first, up to the event that is the last one now; read as it is taken. JSON Lines
 * hold exactly what the hashes are over, so that the chain can be checked elsewhere.
 */
export async function* exportAudit(
  { store }: Pick<ServiceContext, "store">,
  format: ExportFormat,
  filter: AuditFilter,
): AsyncGenerator<string> {
  const upTo = await store.audit.end();
  if (format === "csv") yield csvLine(columns);
  let seq = 0;
  for (;;) {
    const events = await store.audit.after(seq, readAtOnce, { ...filter, upTo });
    if (events.length > 0) yield events.map((event) => lineOf(toView(event), format)).join("");
    seq = events.at(-1)?.seq ?? upTo;
    if (events.length < readAtOnce) return;
  }
}

function lineOf(event: ReturnType<typeof toView>, format: ExportFormat): string {
  if (format === "jsonl") return `${JSON.stringify(event)}\n`;
  const { seq, at, actor, action, subject, data, prevHash, hash } = event;
  return csvLine([String(seq), at, actor, action, subject, JSON.stringify(data), prevHash, hash]);
}
