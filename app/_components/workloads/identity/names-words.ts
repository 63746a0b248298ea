import type { WorkloadNames } from "@/app/_client/workload-wire";

type What = WorkloadNames["missing"][number]["what"];

const words: Readonly<Record<What, string>> = {
  namespaces: "namespaces",
  "service-accounts": "Kubernetes service accounts",
  "google-service-accounts": "Google service accounts",
};

/**
 * What a list says that has nothing to pick from. Anything can still be typed.
 *
 * @param namespace as it stands in the form
 */
export function emptyWords(
  what: What,
  names: Pick<WorkloadNames, "missing" | "namespaces"> & { readonly target: string | null; readonly reading: boolean },
  namespace = "",
): string {
  if (names.target === null) return "Choose where the pod runs, and the names there can be picked. Or type one.";
  if (names.missing.some((one) => one.what === what)) {
    return `The ${words[what]} could not be read. You can still type one.`;
  }
  if (names.reading) return `Reading the ${words[what]}… You can type meanwhile.`;
  if (what === "service-accounts" && namespace === "") return "Choose a namespace first, or type an account.";
  if (what === "service-accounts" && names.namespaces.length > 0 && !names.namespaces.includes(namespace)) {
    return `There is no namespace ${namespace} yet. You can type an account all the same.`;
  }
  return `There are no ${words[what]} there. You can still type one.`;
}

export type MissingNames = { readonly title: string; readonly detail: string };

/** What could not be read, with each reason once. */
export function missingWords(missing: WorkloadNames["missing"]): readonly MissingNames[] {
  return [...Map.groupBy(missing, ({ detail }) => detail)].map(([detail, parts]) => {
    const list = new Intl.ListFormat("en-GB").format(parts.map(({ what }) => words[what]));
    return { title: `The ${list} could not be read`, detail };
  });
}
