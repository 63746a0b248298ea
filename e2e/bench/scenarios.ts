/** Which facts decide, and how slow the simulated world makes each part of it, in milliseconds. */
export type Scenario = {
  readonly name: string;
  readonly world: string;
  readonly vantage: "browser" | "server";
  readonly place: string;
  /** What the simulator is told to add to answers. */
  readonly latencies: readonly { readonly match: object; readonly latencyMs: number }[];
  /** The sum of the deciding facts' latencies along their longest chain: nobody could be faster. */
  readonly criticalPathMs: number;
  readonly verdict: string;
};

const cluster = { match: { pathPattern: "/clusters/[^/]+$" }, latencyMs: 400 };
/** Slow facts that decide nothing here: waiting for them would be a defect. */
const undecisive = [
  { match: { pathPattern: "/locations/-/clusters$" }, latencyMs: 2_500 },
  { match: { pathPattern: "/operations$" }, latencyMs: 2_000 },
  { match: { pathPattern: ":testIamPermissions$" }, latencyMs: 2_000 },
  { match: { pathPattern: "ipranges" }, latencyMs: 2_200 },
];

export const scenarios: readonly Scenario[] = [
  {
    name: "unlisted address, from configuration",
    world: "caller-not-authorized",
    vantage: "browser",
    place: "office",
    latencies: [cluster, ...undecisive, { match: { pathPattern: "entries:list" }, latencyMs: 3_000 }],
    criticalPathMs: 400,
    verdict: "caller-not-authorized",
  },
  {
    name: "empty list, from configuration",
    world: "authorized-networks-empty",
    vantage: "browser",
    place: "office",
    latencies: [cluster, ...undecisive, { match: { pathPattern: "entries:list" }, latencyMs: 3_000 }],
    criticalPathMs: 400,
    verdict: "authorized-networks-empty",
  },
  {
    name: "healthy, observed from the server",
    world: "healthy-public",
    vantage: "server",
    place: "server",
    /* cluster → TCP → TLS (a connection and a handshake) → HTTP (the same and an answer): three dials, one answer. */
    latencies: [
      cluster,
      { match: { host: "proxy" }, latencyMs: 150 },
      { match: { host: "kubernetes" }, latencyMs: 200 },
    ],
    criticalPathMs: 400 + 3 * 150 + 200,
    verdict: "reachable",
  },
];
