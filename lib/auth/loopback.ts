import type { Identity } from "./identity";
import { loopbackSites } from "./sites";

/** The one person at this machine. Safe only on a server that listens on loopback: settings see to that. */
export function loopbackIdentity(groups: readonly string[]): Identity {
  const principal = { kind: "local", id: "local", name: "local user", groups } as const;
  return { kind: "local", sites: loopbackSites, authenticate: async () => principal };
}
