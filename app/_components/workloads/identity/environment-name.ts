/** The parts of `projects/P/locations/REGION/environments/NAME`; undefined when it is not that. */
export function environmentName(
  resource: string,
): { readonly project: string; readonly location: string; readonly environment: string } | undefined {
  const [, project, location, environment] =
    /^projects\/([^/\s]+)\/locations\/([^/\s]+)\/environments\/([^/\s]+)$/.exec(resource) ?? [];
  return project && location && environment ? { project, location, environment } : undefined;
}
