import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import { healthySnapshot, unobserved } from "@/lib/diagnosis/facts/testing";
import { allowInPerimeter } from "./allow-in-perimeter";

function propose(address: string) {
  const caller = { address, family: addressFamily(address), scope: addressScope(address), source: "typed" } as const;
  return allowInPerimeter.propose(
    healthySnapshot({ caller, cluster: unobserved("needs-another-fact", "perimeter") }),
    {},
  );
}

describe("allow-in-perimeter", () => {
  it("adds an access level and replaces nothing, even when the cluster cannot be read", () => {
    const plan = propose("81.92.200.7");
    if ("refused" in plan) throw new Error(plan.refused);
    expect(plan.commands.gcloud?.replaceAll(" \\\n  ", " ").split("\n")).toEqual([
      "gcloud access-context-manager levels create drawbridge_81_92_200_7 --policy POLICY_ID --title 'Drawbridge 81.92.200.7/32' --basic-level-spec access-level.yaml",
      "gcloud access-context-manager perimeters update PERIMETER --policy POLICY_ID --add-access-levels drawbridge_81_92_200_7",
    ]);
    expect(plan.files).toEqual([
      { name: "access-level.yaml", mediaType: "application/yaml", content: "- ipSubnetworks:\n    - 81.92.200.7/32\n" },
    ]);
    expect(plan.undo).toContain("--remove-access-levels drawbridge_81_92_200_7");
    expect(plan.steps.filter(({ request }) => request !== null)).toEqual([]);
    expect(plan.risk).toBe("widens-access");
    expect(plan.commands.terraform).toContain('ip_subnetworks = ["81.92.200.7/32"]');
  });

  it.each(["81.92.200.7", "2a02:8109:9f40:2c00:1111:2222:3333:4444"])(
    "gives a level for %s a name that Google takes",
    (address) => {
      const plan = propose(address);
      const level = "changes" in plan ? plan.changes[0]?.after : undefined;
      expect(level).toMatch(/^[a-z][a-z0-9_]{0,49}$/);
    },
  );

  it.each(["10.1.2.3", "100.64.0.1", "203.0.113.7", "127.0.0.1"])(
    "refuses %s, which no access level can hold",
    (address) => {
      expect(propose(address)).toEqual({ refused: expect.stringContaining(address) });
    },
  );
});
