import { mergePatch, without } from "@/lib/simulator/json/merge-patch";
import type { Base } from "./base";
import { regionalPublic } from "./regional-public";

/** An Autopilot cluster with private nodes and its public endpoint on; Google owns its node pools. */
export const autopilot: Base = {
  ...regionalPublic,
  resource: mergePatch(
    without(regionalPublic.resource, "nodeConfig", "nodePools", "instanceGroupUrls", "currentNodeCount"),
    {
      autopilot: { enabled: true },
      autoscaling: {
        autoscalingProfile: "OPTIMIZE_UTILIZATION",
        enableNodeAutoprovisioning: true,
        resourceLimits: [
          { maximum: "1000000000", resourceType: "cpu" },
          { maximum: "1000000000", resourceType: "memory" },
        ],
      },
      networkConfig: {
        datapathProvider: "ADVANCED_DATAPATH",
        defaultEnablePrivateNodes: true,
        enableIntraNodeVisibility: true,
      },
      privateClusterConfig: { enablePrivateNodes: true },
      verticalPodAutoscaling: { enabled: true },
    },
  ),
};
