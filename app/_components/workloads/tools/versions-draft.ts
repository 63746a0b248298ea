import { z } from "zod";

/** What is typed of an environment's versions; empty where it is not known. The three tools share it. */
export const versionsDraft = z.object({
  /** Full resource name; empty where the versions are typed. */
  environment: z.string(),
  composer: z.string(),
  airflow: z.string(),
  provider: z.string(),
});

export type VersionsDraft = z.infer<typeof versionsDraft>;

export const noVersions: VersionsDraft = { environment: "", composer: "", airflow: "", provider: "" };

/** As a request has it: what is empty is left out. */
export function versionsOf({ environment, composer, airflow, provider }: VersionsDraft) {
  return {
    environment: environment || undefined,
    composer: environment ? undefined : composer.trim() || undefined,
    airflow: environment ? undefined : airflow.trim() || undefined,
    provider: provider.trim() || undefined,
  };
}

/** The environment in a few words, beside a folded form. */
export function versionsSummary({ environment, composer }: VersionsDraft): string {
  return environment.split("/").at(-1) || composer || "any";
}
