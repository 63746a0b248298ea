import type { JsonObject } from "@/lib/simulator/world";

/** A cluster before a world's overlay. */
export type Base = {
  /** The location when the overlay names none. */
  readonly location: string;
  /** How the private endpoint is attached to the VPC; it decides the private address's range. */
  readonly privateKind: "subnet" | "peering";
  /** The whole `Cluster` resource, with placeholders; the deprecated endpoint fields are derived from the new ones. */
  readonly resource: JsonObject;
};
