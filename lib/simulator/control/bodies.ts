import { z } from "zod";
import { parseAddress } from "@/lib/core/address";
import { placeIds } from "@/lib/simulator/places";
import type { PlaceId } from "@/lib/simulator/world";

const place = z.custom<PlaceId>((value) => placeIds.includes(value as PlaceId), `one of: ${placeIds.join(", ")}`);

const pathPattern = z.string().refine((text) => isRegularExpression(text), "not a regular expression");

const fault = z.strictObject({
  match: z.strictObject({
    host: z.enum(["google", "dns", "proxy", "kubernetes"]).exactOptional(),
    method: z.string().exactOptional(),
    pathPattern: pathPattern.exactOptional(),
  }),
  latencyMs: z.number().min(0).exactOptional(),
  status: z.int().min(200).max(599).exactOptional(),
  body: z.unknown().exactOptional(),
  truncate: z.union([z.int().min(0), z.literal(true)]).exactOptional(),
  times: z.int().min(1).exactOptional(),
});

/** The bodies that the control API takes. */
export const controlBodies = {
  place: z.strictObject({ place }),
  faults: z.array(fault),
  secondEcho: z.strictObject({
    address: z
      .string()
      .refine((text) => parseAddress(text) !== undefined, "not an IP address")
      .nullable(),
  }),
  frontDoor: z.strictObject({ target: z.url({ protocol: /^http$/ }) }),
};

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}
