import type { GrantStore } from "@/lib/changes/grant-store";
import type { ChangeStore } from "@/lib/changes/ports";
import type { RunQueue, RunStore } from "@/lib/changes/runs/port";
import type { UpdateStore } from "@/lib/changes/updates/port";
import type { Outbox } from "@/lib/notify/outbox";
import { type AuditLog, auditLog } from "./audit/audit-log";
import { changeStore } from "./changes/change-store";
import { grantRepository } from "./changes/grant-repository";
import { openSession } from "./changes/session";
import { askDatabase, type Database, onceConnected, openDatabase } from "./database";
import { type EmbeddedServer, startEmbedded } from "./embedded/embedded-server";
import type { StoreLog } from "./log";
import { migrate } from "./migrate";
import { type PlanRepository, planRepository } from "./plans";
import { type ProofRepository, proofRepository } from "./proofs";
import { toOpeningError } from "./query-error";
import { type ReportRepository, reportRepository } from "./reports";
import { runQueue } from "./runs/run-queue";
import { runRepository } from "./runs/run-repository";
import { connectServer } from "./server";
import { type SightingRepository, sightingRepository } from "./sightings/sighting-repository";
import { StoreError } from "./store-error";
import { updateRepository } from "./updates/update-repository";
import { webhookRepository } from "./webhooks/webhook-repository";
import { type WorkloadReportRepository, workloadReportRepository } from "./workload-reports";

export type StoreSettings = {
  /** A PostgreSQL server that replaces the embedded one: `postgres://user:password@host:5432/database`. */
  readonly databaseUrl?: string;
  /** For the embedded one; created when missing. Not touched when `databaseUrl` is set. */
  readonly dataDirectory: string;
  /** More than 0; `Infinity` keeps reports for ever. */
  readonly retentionDays: number;
  /** Milliseconds after which the locks of a process that stands still are free. For tests. */
  readonly lockLeaseMs?: number;
};

/** Drawbridge's memory. Every method throws StoreError, and nothing else. */
export type Store = {
  readonly reports: ReportRepository;
  /** Diagnoses of workloads. */
  readonly workloadReports: WorkloadReportRepository;
  /** Grants as people see and change them. */
  readonly grants: GrantStore;
  /** Updates of clusters that are no grants, as people see and ask for them. */
  readonly updates: UpdateStore;
  /** The applier's memory. */
  readonly changes: ChangeStore;
  /** Pods as people see and ask for them. */
  readonly runs: RunStore;
  /** The applier's memory of pods. */
  readonly runQueue: RunQueue;
  /** Plans as they were shown. */
  readonly plans: PlanRepository;
  /** Secrets of one-line commands. */
  readonly proofs: ProofRepository;
  readonly audit: AuditLog;
  /** Every cluster's list as it was last seen. */
  readonly sightings: SightingRepository;
  /** The audit log, as it is told on. */
  readonly outbox: Outbox;
  /** Deletes reports older than the retention at `now`; resolves with how many. The caller decides when. */
  enforceRetention(now: Date): Promise<number>;
  /** Asks the database now, for at most two seconds. Never throws. */
  health(): Promise<{ ok: true } | { ok: false; reason: string }>;
  /** `version` is PostgreSQL's: `18.4`. */
  describe(): { kind: "embedded" | "server"; version: string };
  /** Ends the connections and the embedded server. May be called again. */
  close(): Promise<void>;
};

const millisecondsPerDay = 86_400_000;
const healthPatience = 2_000;

/**
 * Opens the embedded PostgreSQL in `dataDirectory`, or the server at `databaseUrl`, and brings its schema up to date.
 * @throws StoreError whose reason tells what is in the way, and whose message tells what to do
 */
export async function openStore(settings: StoreSettings, log: StoreLog): Promise<Store> {
  if (!(settings.retentionDays > 0)) {
    throw new StoreError("invalid-settings", `The retention must be more than 0 days, not ${settings.retentionDays}.`);
  }
  const started = performance.now();
  const opened = settings.databaseUrl
    ? await openServer(settings.databaseUrl, log)
    : await openEmbedded(settings.dataDirectory, log);
  const milliseconds = Math.round(performance.now() - started);
  log({ level: "info", message: "the store is open", kind: opened.kind, version: opened.version, milliseconds });
  return storeOf(opened, settings, log);
}

type Opened = {
  readonly kind: "embedded" | "server";
  readonly version: string;
  readonly database: Database;
  readonly embedded?: EmbeddedServer;
};

async function openServer(url: string, log: StoreLog): Promise<Opened> {
  return { kind: "server", ...(await connectServer(url, log)) };
}

async function openEmbedded(dataDirectory: string, log: StoreLog): Promise<Opened> {
  const embedded = await startEmbedded({ dataDirectory }, log);
  const database = openDatabase(embedded.connection, log);
  try {
    await onceConnected(() => migrate(database.pool, log));
  } catch (error) {
    await database.pool.end();
    await embedded.close();
    throw toOpeningError(error, "The embedded database");
  }
  return { kind: "embedded", version: embedded.version, database, embedded };
}

function storeOf({ kind, version, database, embedded }: Opened, settings: StoreSettings, log: StoreLog): Store {
  const { retentionDays, lockLeaseMs } = settings;
  const reports = reportRepository(database);
  const workloadReports = workloadReportRepository(database);
  const session = openSession(database, log, lockLeaseMs);
  const runs = runRepository(database, session);
  const audit = auditLog(database);
  let closing: Promise<void> | undefined;
  const close = async () => {
    await session.close();
    await database.pool.end();
    await embedded?.close();
  };
  return {
    reports,
    workloadReports,
    grants: grantRepository(database),
    updates: updateRepository(database),
    changes: changeStore(database, session),
    runs,
    runQueue: runQueue(database, session),
    plans: planRepository(database),
    proofs: proofRepository(database),
    audit,
    sightings: sightingRepository(database, session),
    outbox: webhookRepository(database, session, audit),
    async enforceRetention(now) {
      if (retentionDays === Number.POSITIVE_INFINITY) return 0;
      const cutoff = new Date(now.getTime() - retentionDays * millisecondsPerDay);
      await runs.deleteOlderThan(cutoff);
      return (await reports.deleteOlderThan(cutoff)) + (await workloadReports.deleteOlderThan(cutoff));
    },
    async health() {
      if (closing) return { ok: false, reason: "the store is closed" };
      const failure = await askDatabase(database, healthPatience);
      return failure === undefined ? { ok: true } : { ok: false, reason: embedded?.trouble() ?? failure };
    },
    describe: () => ({ kind, version }),
    close() {
      closing ??= close();
      return closing;
    },
  };
}
