/** A Composer environment: `projects/P/locations/REGION/environments/NAME`. */
export type EnvironmentName = {
  readonly project: string;
  readonly location: string;
  readonly environment: string;
};

const pattern =
  /^projects\/([a-z0-9][a-z0-9.:-]{1,61})\/locations\/([a-z0-9-]{1,40})\/environments\/([a-z]([a-z0-9-]{0,62}[a-z0-9])?)$/;

/** Reads the full resource name; undefined when it is not one. */
export function parseEnvironmentName(text: string): EnvironmentName | undefined {
  const [, project, location, environment] = pattern.exec(text) ?? [];
  return project && location && environment ? { project, location, environment } : undefined;
}

export function formatEnvironmentName({ project, location, environment }: EnvironmentName): string {
  return `projects/${project}/locations/${location}/environments/${environment}`;
}
