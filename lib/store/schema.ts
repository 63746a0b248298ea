import { index, integer, jsonb, pgTable, text, timestamp } from "drizzle-orm/pg-core";

/**
 * One finished diagnosis, immutable. `created_at` keeps milliseconds, as JavaScript's Date does, so that a page cursor
 * made from a Date is exact.
 */
export const reports = pgTable(
  "reports",
  {
    id: text("id").primaryKey(),
    createdAt: timestamp("created_at", { withTimezone: true, precision: 3, mode: "date" }).notNull(),
    project: text("project").notNull(),
    location: text("location").notNull(),
    cluster: text("cluster").notNull(),
    vantageKind: text("vantage_kind").notNull(),
    verdict: text("verdict").notNull(),
    cause: text("cause"),
    hop: text("hop"),
    headline: text("headline").notNull(),
    durationMs: integer("duration_ms").notNull(),
    report: jsonb("report").notNull(),
  },
  // Ascending on purpose: "newest first" reads them backwards. A drizzle `.desc()` index is NULLS LAST, which
  // `ORDER BY … DESC` cannot use.
  (table) => [
    index("reports_cluster_newest").on(table.project, table.location, table.cluster, table.createdAt, table.id),
    index("reports_newest").on(table.createdAt, table.id),
  ],
);
