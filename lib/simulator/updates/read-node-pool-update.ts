import { z } from "zod";
import { unsupported } from "@/lib/simulator/google/errors";
import type { SimulatedAnswer } from "@/lib/simulator/http/exchange";
import { isJsonObject, textAt } from "@/lib/simulator/json/merge-patch";
import type { Json } from "@/lib/simulator/world";
import { refusals } from "./refusals";
import type { MetadataMode } from "./workload-identity";

/** What an update of a node pool asks for, or the answer that refuses it. */
export type ReadNodePoolUpdate =
  | { readonly mode: MetadataMode; readonly etag: string | undefined; readonly refusal?: undefined }
  | { readonly refusal: SimulatedAnswer };

/** Fields of `UpdateNodePoolRequest` that only repeat the path. */
const addressing = ["name", "projectId", "zone", "clusterId", "nodePoolId", "etag"];

/** By name or by number: clients that ask for numeric enums send them so, and proto3's JSON takes both. */
const metadataMode = z.union([
  z.enum(["GKE_METADATA", "GCE_METADATA"]),
  z.literal(1).transform((): MetadataMode => "GCE_METADATA"),
  z.literal(2).transform((): MetadataMode => "GKE_METADATA"),
]);

const metadataConfig = z.strictObject({ mode: metadataMode });

/** Reads the body of `UpdateNodePool`. Only `workloadMetadataConfig` is simulated; the other fields are 501 by name. */
export function readNodePoolUpdate(body: unknown): ReadNodePoolUpdate {
  const request = body as Json | undefined;
  if (!isJsonObject(request)) return { refusal: refusals.notJson() };
  const fields = Object.keys(request).filter((key) => !addressing.includes(key) && request[key] !== null);
  const other = fields.find((field) => field !== "workloadMetadataConfig");
  if (other !== undefined) return { refusal: unsupported(other) };
  if (fields.length === 0) return { refusal: refusals.nothingToUpdate() };
  const parsed = metadataConfig.safeParse(request.workloadMetadataConfig);
  if (!parsed.success) {
    const type = "type.googleapis.com/google.container.v1.WorkloadMetadataConfig.Mode";
    return { refusal: refusals.wrongType(["workloadMetadataConfig", "mode"], type) };
  }
  return { mode: parsed.data.mode, etag: textAt(request, "etag") || undefined };
}
