import { useEffect, useState } from "react";
import { fetchEnvironments } from "@/app/_client/workload-api";
import type { EnvironmentRow } from "@/app/_client/workload-wire";
import { noVersions, versionsDraft } from "@/app/_components/workloads/tools/versions-draft";
import { useSessionDraft } from "./use-session-draft";

/** The versions that the tools share, and the environments that there are to choose from: none where Google does not tell. */
export function useVersions() {
  const { draft, change, ready } = useSessionDraft("drawbridge.versions.1", versionsDraft, noVersions);
  const [environments, setEnvironments] = useState<readonly EnvironmentRow[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    fetchEnvironments(stop.signal).then(
      (page) => setEnvironments(page.environments),
      /* They are only an offer: versions can be typed. */
      () => undefined,
    );
    return () => stop.abort();
  }, []);
  return { versions: draft, change, ready, environments };
}
