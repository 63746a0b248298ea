import type { Clock } from "@/lib/core/clock";
import { notFound, unavailable } from "@/lib/core/problem";
import { getEnvironment } from "@/lib/google/composer";
import { isGoogleError } from "@/lib/google/google-error";
import type { Rest } from "@/lib/google/rest";
import { unknownFrom } from "@/lib/google/unknown-from";
import { type EnvironmentName, formatEnvironmentName } from "@/lib/workload/facts/environment-name";
import type { ComposerEnvironmentView } from "@/lib/workload/facts/environment-view";

type Environment = Pick<ComposerEnvironmentView, "imageVersion" | "pypiPackages">;

/** Composer environments, kept for a minute: whoever types in a form asks for the same one again and again. */
export type EnvironmentDirectory = {
  /** @throws Problem 404 when Google has none of this name, 503 with the reason when it could not be read */
  readonly read: (name: EnvironmentName) => Promise<Environment>;
};

const freshMs = 60_000;
const timeoutMs = 8_000;
const mostKept = 500;

export function environmentDirectory(rest: Rest, clock: Clock): EnvironmentDirectory {
  const kept = new Map<string, { readonly at: number; readonly environment: Promise<Environment> }>();
  return {
    read(name) {
      const key = formatEnvironmentName(name);
      const recent = kept.get(key);
      if (recent && clock.monotonicMs() - recent.at < freshMs) return recent.environment;
      const environment = readEnvironment(rest, name).catch((error: unknown) => {
        kept.delete(key);
        throw error;
      });
      if (kept.size >= mostKept) kept.clear();
      kept.set(key, { at: clock.monotonicMs(), environment });
      return environment;
    },
  };
}

async function readEnvironment(rest: Rest, name: EnvironmentName): Promise<Environment> {
  const resource = formatEnvironmentName(name);
  try {
    return await getEnvironment(rest, name, AbortSignal.timeout(timeoutMs));
  } catch (error) {
    if (isGoogleError(error) && error.reason === "not-found") throw notFound(`Google has no environment ${resource}.`);
    const { detail } = unknownFrom(error, "composer.environments.get", resource);
    throw unavailable(`${resource} could not be read: ${detail}. Its image version can be typed instead.`);
  }
}
