import type { Clock } from "@/lib/core/clock";
import type { GoogleIdentity } from "@/lib/google/auth";
import type { ContainerReader } from "@/lib/google/container";
import type { GoogleRange } from "@/lib/google/ip-ranges";
import type { Rest } from "@/lib/google/rest";
import type { EchoServer } from "@/lib/network/egress-echo";

/** The address a request came from, as the server saw it. */
export type SeenCaller = { readonly address: string; readonly source: "load-balancer" | "connection" };

/** Everything outside that gatherers may look at. All of it reads; none of it writes. */
export type Surroundings = {
  readonly container: ContainerReader;
  readonly rest: Rest;
  readonly identity: GoogleIdentity;
  /** Google Cloud's published ranges, kept between diagnoses. */
  readonly googleRanges: (signal: AbortSignal) => Promise<readonly GoogleRange[]>;
  readonly network: {
    /** The proxy by which control planes are reached; undefined: directly. */
    readonly proxyUrl: string | undefined;
    /** Resolvers as `address:port`; empty: as the machine does. */
    readonly resolvers: readonly string[];
    readonly echoServers: readonly EchoServer[];
  };
  readonly clock: Clock;
  /** Undefined when the request's origin could not be determined. */
  readonly caller: SeenCaller | undefined;
};
