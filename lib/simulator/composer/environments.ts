import { bases } from "@/lib/simulator/bases";
import { digest } from "@/lib/simulator/cluster/addresses";
import { defaultProject, uuidOf } from "@/lib/simulator/cluster/build-cluster";
import { regionOf } from "@/lib/simulator/cluster/regions";
import { workloadPlaceholders } from "@/lib/simulator/iam/workload-placeholders";
import { mergePatch, textAt } from "@/lib/simulator/json/merge-patch";
import { fillJson } from "@/lib/simulator/json/placeholders";
import type { WorkloadWorld } from "@/lib/simulator/workload-world";
import type { JsonObject } from "@/lib/simulator/world";
import { generationConfig } from "./generations";

/** A Composer environment: where it is, its resource (v1), and the bucket of its DAGs. */
export type SimulatedEnvironment = {
  readonly world: WorkloadWorld;
  readonly project: string;
  /** A region. */
  readonly location: string;
  /** `projects/P/locations/L/environments/E`. */
  readonly key: string;
  readonly resource: JsonObject;
  readonly bucket: string;
  readonly serviceAccount: string;
};

/** Where environments are whose world has no cluster of its own. */
const defaultRegion = "europe-west1";

/** The environment of a world; undefined when it has none. */
export function environmentOf(world: WorkloadWorld): SimulatedEnvironment | undefined {
  const { environment } = world.setup;
  if (!environment) return undefined;
  const { name, project = defaultProject } = world;
  const clusterLocation = clusterLocationOf(world);
  const location = clusterLocation === undefined ? defaultRegion : regionOf(clusterLocation);
  const key = `projects/${project}/locations/${location}/environments/${name}`;
  const id = uuidOf(`environment ${key}`);
  const bucket = `${location}-${name.slice(0, 23)}-${digest(key, 8)}-bucket`;
  const serviceAccount = composerAccount(project);
  const host = `${id.replaceAll("-", "")}-dot-${location}.composer`;
  const { generation } = environment;
  const cluster = `projects/${project}/locations/${clusterLocation ?? ""}/clusters/${name}`;
  const plain: JsonObject = {
    name: key,
    uuid: id,
    state: "RUNNING",
    createTime: "2026-02-11T10:02:17.482913Z",
    updateTime: "2026-10-05T06:41:09.120374Z",
    config: {
      ...(generation === 3 || clusterLocation === undefined ? {} : { gkeCluster: cluster }),
      ...(generation === 1 ? {} : { airflowByoidUri: `https://${host}.byoid.googleusercontent.com` }),
      airflowUri: `https://${host}.googleusercontent.com`,
      dagGcsPrefix: `gs://${bucket}/dags`,
      ...generationConfig(generation, { project, location, clusterLocation, serviceAccount }),
    },
    ...(generation === 1 ? {} : { storageConfig: { bucket } }),
  };
  const resource = mergePatch(plain, fillJson(environment.overlay ?? {}, workloadPlaceholders(world)));
  return { world, project, location, key, resource, bucket, serviceAccount };
}

/** The account that the environments of a project run as. */
export function composerAccount(project: string): string {
  return `composer-environment@${project}.iam.gserviceaccount.com`;
}

function clusterLocationOf({ base, overlay }: WorkloadWorld): string | undefined {
  return base === null ? undefined : (textAt(overlay, "location") ?? bases[base].location);
}
