import { describe, expect, it } from "vitest";
import { addressFamily, addressScope } from "@/lib/core/address";
import { healthySnapshot } from "@/lib/diagnosis/facts/testing";
import { useIpv4 } from "./use-ipv4";

function propose(address: string) {
  const caller = { address, family: addressFamily(address), scope: addressScope(address), source: "typed" } as const;
  return useIpv4.propose(healthySnapshot({ caller }), {});
}

describe("use-ipv4", () => {
  it.each(["2a01:4f8::1", "10.1.2.3", "100.64.0.1"])("tells %s how to find the address that GKE sees", (address) => {
    expect(propose(address)).toMatchObject({
      risk: "none",
      steps: [
        { summary: expect.stringContaining("curl -4 -s https://checkip.amazonaws.com"), request: null },
        {},
        {},
        {},
      ],
      changes: [],
      undo: null,
      warnings: [expect.stringContaining("34.78.1.2"), expect.anything()],
    });
  });

  it("refuses a public IPv4 address: it is the one", () => {
    expect(propose("81.92.200.7")).toEqual({
      refused: "81.92.200.7 is a public IPv4 address already: it is the one that GKE sees.",
    });
  });
});
