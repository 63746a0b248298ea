import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import { boundToOwnAccount, namespaceWithAccount } from "./common";

export const world: WorkloadWorld = {
  name: "metadata-server-race",
  title: "The pod dies in its first seconds: the metadata server does not answer yet. After a restart it works.",
  base: "regional-private",
  overlay: {},
  setup: {
    googleServiceAccount: { policy: boundToOwnAccount("dbt", "dbt-runner") },
    objects: namespaceWithAccount("dbt", "dbt-runner", "{gsa}"),
  },
  request: {
    namespace: "dbt",
    serviceAccount: "dbt-runner",
    googleServiceAccount: "{gsa}",
    errorText:
      "google.auth.exceptions.TransportError: HTTPConnectionPool(host='metadata.google.internal', port=80): Max retries exceeded with url: /computeMetadata/v1/instance/service-accounts/default/?recursive=true (Caused by NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
  },
  expected: { verdict: "blocked", cause: "metadata-server-race" },
};
