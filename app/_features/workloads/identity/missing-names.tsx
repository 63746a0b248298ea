import { missingWords } from "@/app/_components/workloads/identity/names-words";
import type { Names } from "./use-names";

/** Why there is nothing to pick from, where names could not be read. */
export function MissingNames({
  names,
  of,
}: {
  readonly names: Names;
  readonly of: readonly Names["missing"][number]["what"][];
}) {
  const missing = missingWords(names.missing.filter(({ what }) => of.includes(what)));
  return missing.map(({ title, detail }) => (
    <p key={detail} className="text-sm text-pretty wrap-anywhere text-warn">
      {title}; they can still be typed. {detail.replace(/\.?$/, ".")}
    </p>
  ));
}
