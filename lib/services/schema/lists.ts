import { z } from "zod";

/* The lists of all clusters, and what happened to them. Times are RFC 3339. */

const moment = z.string();

/** Who answers for an entry: one of our grants; a tool, by the cluster's labels or the entry's name; or nobody known. */
export const entryOwner = z.object({
  kind: z.enum(["grant", "terraform", "config-connector", "composer", "unknown"]),
  /** For grants: the people and when the last of them ends. */
  people: z.array(z.string()),
  expiresAt: moment.nullable(),
  grants: z.array(z.string()),
});

export const listEntry = z.object({
  cidrBlock: z.string(),
  displayName: z.string(),
  owner: entryOwner,
  /** Since when it is known; `older`: it was there when the list was first looked at. */
  firstSeenAt: moment.nullable(),
  older: z.boolean(),
  /** Other entries, as written, that hold this one. */
  coveredBy: z.array(z.string()),
  /** `wide`: wider than /24; `everything`: 0.0.0.0/0; `duplicate`; `stale`: known for 90 days and in nobody's name; `unreadable`. */
  notes: z.array(z.enum(["wide", "everything", "duplicate", "stale", "unreadable", "not-public"])),
  /** Why it cannot be removed here; null when a plan can be made for it. */
  locked: z.string().nullable(),
});

export const clusterList = z.object({
  cluster: z.string(),
  name: z.string(),
  project: z.string(),
  location: z.string(),
  /** False: the list keeps nobody out. */
  enabled: z.boolean(),
  /** False: no address of the internet gets through, whatever the list says. */
  publicEndpoint: z.boolean(),
  managedBy: z.enum(["terraform", "config-connector", "composer"]).nullable(),
  seenAt: moment,
  entries: z.array(listEntry),
  limit: z.number(),
  slotsLeft: z.number(),
});

export const listPage = z.object({
  lists: z.array(clusterList),
  problems: z.array(z.object({ project: z.string(), detail: z.string() })),
});

export const auditEvent = z.object({
  seq: z.number(),
  at: moment,
  /** A person's id, `applier`, or for changes of others whoever Google's audit log names, or `unknown`. */
  actor: z.string(),
  action: z.string(),
  /** `grants/ID`, `writes/ID`, `updates/ID`, `lists/CLUSTER`. */
  subject: z.string(),
  data: z.unknown(),
  prevHash: z.string(),
  hash: z.string(),
});

/** With what it means: one plain sentence, and the cluster that it is about, in full. */
export const describedEvent = auditEvent.extend({ text: z.string(), cluster: z.string().nullable() });

export const auditPage = z.object({ events: z.array(describedEvent), nextCursor: z.number().nullable() });

export const auditProof = z.union([
  z.object({ intact: z.literal(true), events: z.number(), head: z.object({ seq: z.number(), hash: z.string() }) }),
  z.object({ intact: z.literal(false), seq: z.number(), problem: z.string() }),
]);

export type EntryOwner = z.infer<typeof entryOwner>;
export type ListEntryView = z.infer<typeof listEntry>;
export type ClusterListView = z.infer<typeof clusterList>;
export type ListPageView = z.infer<typeof listPage>;
export type AuditEventView = z.infer<typeof describedEvent>;
export type AuditPageView = z.infer<typeof auditPage>;
export type AuditProofView = z.infer<typeof auditProof>;
