import { promises as dns } from "node:dns";

export type ResolveOutcome =
  | { readonly outcome: "resolved"; readonly addresses: readonly string[] }
  | { readonly outcome: "no-such-name" | "resolver-failed" | "timed-out"; readonly code: string };

/**
 * Looks a name up as this machine does, or with the given resolvers (`address:port`).
 * The signal is the only timer: node's own `timeout` is not wall time.
 */
export async function resolveName(
  name: string,
  servers: readonly string[],
  signal: AbortSignal,
): Promise<ResolveOutcome> {
  try {
    const addresses =
      servers.length > 0
        ? await ask(servers, signal, (resolver) => resolver.resolve4(name))
        : await systemLookup(name, signal);
    return { outcome: "resolved", addresses };
  } catch (error) {
    const code = codeOf(error);
    if (signal.aborted || code === "ETIMEOUT" || code === "ECANCELLED") return { outcome: "timed-out", code };
    return { outcome: ["ENOTFOUND", "ENODATA"].includes(code) ? "no-such-name" : "resolver-failed", code };
  }
}

/** Runs one question against its own resolver, cancelled by the signal. */
export async function ask<Answer>(
  servers: readonly string[],
  signal: AbortSignal,
  question: (resolver: dns.Resolver) => Promise<Answer>,
): Promise<Answer> {
  const resolver = new dns.Resolver({ tries: 2, timeout: 2_000 });
  resolver.setServers(servers);
  const cancel = () => resolver.cancel();
  signal.addEventListener("abort", cancel, { once: true });
  try {
    return await question(resolver);
  } finally {
    signal.removeEventListener("abort", cancel);
  }
}

async function systemLookup(name: string, signal: AbortSignal): Promise<readonly string[]> {
  const expired = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(Object.assign(new Error("timed out"), { code: "ETIMEOUT" })), {
      once: true,
    });
  });
  const found = await Promise.race([dns.lookup(name, { all: true, family: 4 }), expired]);
  return found.map(({ address }) => address);
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "unknown";
}
