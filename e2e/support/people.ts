import { control } from "./http";
import type { Sandbox } from "./sandbox";

/** The product itself, behind the load balancer and its Identity-Aware Proxy. */
export type Product = {
  readonly url: string;
  /** What the front door adds to a person's request: the public Host, and the signed assertion of who asks. */
  readonly headersOf: (person: "ana" | "bora" | "chris") => Promise<{ readonly [name: string]: string }>;
};

/** Where requests arrive that got around the front door. */
export async function behindTheFrontDoor(sandbox: Pick<Sandbox, "url" | "control">): Promise<Product> {
  const { frontDoorTarget } = (await control(sandbox.control, "GET", "/state")) as { frontDoorTarget: string };
  return {
    url: frontDoorTarget,
    async headersOf(person) {
      const answer = await control(sandbox.control, "GET", `/iap/assertion?person=${person}`);
      const { assertion } = answer as { assertion: string };
      return { host: new URL(sandbox.url).host, "x-goog-iap-jwt-assertion": assertion };
    },
  };
}
