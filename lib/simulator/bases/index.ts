import type { BaseId } from "@/lib/simulator/world";
import { autopilot } from "./autopilot";
import type { Base } from "./base";
import { dnsOnly } from "./dns-only";
import { regionalPrivate } from "./regional-private";
import { regionalPublic } from "./regional-public";
import { zonalPeering } from "./zonal-peering";

/** The clusters that worlds change. */
export const bases: Readonly<Record<BaseId, Base>> = {
  "regional-public": regionalPublic,
  "regional-private": regionalPrivate,
  "zonal-peering": zonalPeering,
  autopilot,
  "dns-only": dnsOnly,
};
