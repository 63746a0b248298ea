import type { DbtSelectionForm } from "./form";

/** More alternatives than a command line should hold. */
const most = 60;

/** The members of the union that `--select` is given; null when the intersection would need more than 60 of them. Empty: everything. */
export function selectTerms(form: DbtSelectionForm): string[] | null {
  const paths = form.paths.map((path) => `path:${path}`);
  const tags = form.tags.map((tag) => `tag:${tag}`);
  const tagged = form.tagsMatch === "all" && tags.length > 0 ? [tags.join(",")] : tags;
  const dimensions = [paths, tagged, form.models].filter((dimension) => dimension.length > 0);
  if (form.combine === "union") return dimensions.flat();
  const count = dimensions.reduce((product, dimension) => product * dimension.length, 1);
  if (count > most) return null;
  return dimensions.reduce<string[]>(
    (terms, dimension) =>
      terms.length === 0 ? dimension : terms.flatMap((term) => dimension.map((other) => `${term},${other}`)),
    [],
  );
}
