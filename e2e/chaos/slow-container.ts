import { readFile } from "node:fs/promises";
import type { Sleep } from "@/lib/changes/applier-context";
import type { ContainerPort } from "@/lib/changes/ports";
import { errorFromBody, GoogleError } from "@/lib/google/google-error";

/** Milliseconds that an update is held back for at most. */
const longest = 25_000;

/** Now and then an update waits between its plan and its sending, as in a process that is out of breath. */
export function slowly(container: ContainerPort, sleep: Sleep, chance: number): ContainerPort {
  return {
    ...container,
    async updateAuthorizedNetworks(...given) {
      if (Math.random() < chance) await sleep(Math.random() * longest, new AbortController().signal);
      return container.updateAuthorizedNetworks(...given);
    },
  };
}

/** Sends whatever it is given: what the product's own writer refuses, too. */
export function rawUpdate(endpoint: string, tokenFile: string): ContainerPort["updateAuthorizedNetworks"] {
  return async (_, { body }) => {
    const { name, ...rest } = body as { readonly name: string };
    const token = await readFile(tokenFile, "utf8");
    const sent = {
      method: "PUT",
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ name, ...rest }),
    };
    const response = await fetch(`${endpoint}v1/${name}`, sent).catch((error: unknown) => {
      throw new GoogleError("unknown-outcome", String(error));
    });
    const answer = (await response.json()) as { readonly name?: string };
    if (!response.ok) throw errorFromBody(response.status, answer);
    return { operation: answer.name ?? "" };
  };
}
