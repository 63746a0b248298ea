import { headers } from "next/headers";
import { cache } from "react";
import type { Principal } from "@/lib/auth/principal";
import { parseClusterName } from "@/lib/core/cluster-name";
import { isProblem } from "@/lib/core/problem";
import { getReport, listReports, type ReportList } from "@/lib/services/get-report";
import type { Report } from "@/lib/services/report";
import { runtime } from "./runtime";
import { version } from "./version";

/** What every page may know of the settings. */
export type PublicSettings = {
  readonly mode: "sandbox" | "google";
  readonly projects: readonly string[];
  readonly version: string;
  /** Who looks at the page. */
  readonly person: Pick<Principal, "kind" | "id" | "name">;
};

/** Who looks at the page, found out once for each. The server asks before Next does; no page relies on that. */
const viewer = cache(async (): Promise<Principal> => runtime().identity.authenticate(await headers()));

/** @throws Problem for nobody, as everything in this file does */
export async function publicSettings(): Promise<PublicSettings> {
  const { mode, context } = runtime();
  const { kind, id, name } = await viewer();
  return { mode, projects: context.projects, version, person: { kind, id, name } };
}

/** The report, or undefined when there is none. */
export async function readReport(id: string): Promise<Report | undefined> {
  await viewer();
  const { context } = runtime();
  return getReport(context, id).catch((error: unknown) => {
    if (isProblem(error) && error.details.status === 404) return undefined;
    throw error;
  });
}

/** A page of reports, newest first; the first page for a cursor that is not one of ours. */
export async function readHistory(query: {
  readonly cluster?: string | undefined;
  readonly cursor?: string | undefined;
}): Promise<ReportList> {
  await viewer();
  const { context } = runtime();
  const cluster = query.cluster !== undefined && parseClusterName(query.cluster) ? query.cluster : null;
  return listReports(context, { cluster, cursor: query.cursor ?? null }).catch((error: unknown) => {
    if (isProblem(error) && error.details.status === 400) return listReports(context, { cluster, cursor: null });
    throw error;
  });
}
