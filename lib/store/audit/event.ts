import { createHash } from "node:crypto";
import { toJsonb } from "@/lib/store/json-text";

/** What is told to the audit log. `actor` is a person's id or `applier`; `subject` is `grants/ID` or `writes/ID`. */
export type NewAuditEvent = {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
};

/** An event in its place in the chain. `seq` counts from 1 without gaps; hashes are lower-case hex SHA-256. */
export type AuditEvent = Omit<NewAuditEvent, "data"> & {
  readonly seq: number;
  readonly data: unknown;
  readonly prevHash: string;
  readonly hash: string;
};

/** The hash before the first event. */
export const firstHash = "0".repeat(64);

/** SHA-256 over the canonical JSON of everything in the event but the hash itself. */
export function hashOf({ seq, at, actor, action, subject, data, prevHash }: Omit<AuditEvent, "hash">): string {
  const text = canonicalJson({ seq, at: at.toISOString(), actor, action, subject, data, prevHash });
  return createHash("sha256").update(text, "utf8").digest("hex");
}

/** Links events to the chain whose end is given. */
export function link(
  events: readonly NewAuditEvent[],
  end: { readonly seq: number; readonly hash: string },
): readonly AuditEvent[] {
  let { seq, hash } = end;
  return events.map((event) => {
    seq += 1;
    // What jsonb will give back, because that is what will be verified.
    const data: unknown = JSON.parse(toJsonb(event.data));
    const linked = { ...event, data, seq, prevHash: hash };
    hash = hashOf(linked);
    return { ...linked, hash };
  });
}

/** JSON with sorted keys and no white space. The value has to be what JSON can hold. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const record = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(record).sort();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${canonicalJson(record[key])}`).join(",")}}`;
}
