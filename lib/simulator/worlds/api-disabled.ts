import type { World } from "@/lib/simulator/world";

const message =
  "Kubernetes Engine API has not been used in project corp-data-lab before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/container.googleapis.com/overview?project=corp-data-lab then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.";

export const world: World = {
  name: "api-disabled",
  title: "The Kubernetes Engine API was switched off in the project.",
  base: "regional-private",
  project: "corp-data-lab",
  overlay: {},
  place: "office",
  request: { vantage: "browser" },
  google: {
    getCluster: {
      status: 403,
      body: {
        error: {
          code: 403,
          message,
          status: "PERMISSION_DENIED",
          details: [
            {
              "@type": "type.googleapis.com/google.rpc.ErrorInfo",
              reason: "SERVICE_DISABLED",
              domain: "googleapis.com",
              metadata: { service: "container.googleapis.com", consumer: "projects/corp-data-lab" },
            },
          ],
        },
      },
    },
  },
  expected: { verdict: "blocked", cause: "api-disabled" },
};
