import { cidrContains } from "@/lib/core/address";
import { unknownFrom } from "@/lib/google/unknown-from";
import { building, defineGatherer, type Gathered, type Preparation } from "./define-gatherer";
import type { Surroundings } from "./surroundings";

/** Whether the caller's address is one that Google Cloud gives to its customers' machines. */
export function googleRangeGatherer({ googleRanges }: Surroundings) {
  return defineGatherer({
    fact: "googleRange",
    source: "www.gstatic.com/ipranges/cloud.json",
    deadlineMs: 4_000,
    prepare: (snapshot) =>
      building(snapshot, "caller", ({ address, scope }): Preparation<"googleRange"> => {
        if (scope !== "public") return { known: { member: false, prefix: null, scope: null } };
        return {
          async gather(signal): Promise<Gathered<"googleRange">> {
            try {
              const range = (await googleRanges(signal)).find(({ cidr }) => cidrContains(cidr, address));
              return {
                known: { member: range !== undefined, prefix: range?.cidr ?? null, scope: range?.scope ?? null },
              };
            } catch (error) {
              return unknownFrom(error, "none", "Google Cloud's published address ranges");
            }
          },
        };
      }),
  });
}
