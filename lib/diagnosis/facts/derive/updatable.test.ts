import { expect, it } from "vitest";
import { whyNotUpdatable } from "./updatable";

it.each([
  ["RUNNING", "1", undefined],
  ["RECONCILING", "1", undefined],
  ["DEGRADED", "1", undefined],
  ["STATUS_UNSPECIFIED", "1", undefined],
  ["PROVISIONING", "1", "PROVISIONING"],
  ["STOPPING", "1", "STOPPING"],
  ["ERROR", "1", "ERROR"],
  ["RUNNING", "", "etag"],
] as const)("%s with the etag %j: %s", (status, etag, why) => {
  if (why === undefined) expect(whyNotUpdatable({ status, etag })).toBeUndefined();
  else expect(whyNotUpdatable({ status, etag })).toContain(why);
});
