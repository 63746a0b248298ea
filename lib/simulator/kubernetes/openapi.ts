import { digest } from "@/lib/simulator/cluster/addresses";
import { apiVersionOf, type ResourceType, resourceTypes } from "./objects/resource-types";

const fieldValidation = { name: "fieldValidation", in: "query", schema: { type: "string" } };

function takesFieldValidation(group: string, version: string, kind: string): object {
  const patch = {
    parameters: [fieldValidation],
    "x-kubernetes-group-version-kind": { group, version, kind },
    responses: {},
  };
  return { patch };
}

/**
 * As much of OpenAPI v3 as kubectl needs to leave the validation of fields to the server, where none takes place. For a
 * manifest of kind `List` kubectl wants OpenAPI v2 as well, which there is not: `--validate=false` helps.
 */
function documentOf(types: readonly ResourceType[]): object {
  const paths = types.map((type) => [
    `${rootOf(type)}/${type.namespaced ? "namespaces/{namespace}/" : ""}${type.resource}/{name}`,
    takesFieldValidation(type.group, type.version, type.kind),
  ]);
  return {
    openapi: "3.0.0",
    info: { title: "Kubernetes", version: "simulated" },
    paths: Object.fromEntries(paths),
    components: {},
  };
}

function rootOf(type: ResourceType): string {
  return type.group === "" ? "/api/v1" : `/apis/${apiVersionOf(type)}`;
}

const roots = [...new Set(resourceTypes.map(rootOf))];
const documents = Object.fromEntries(
  roots.map((root) => [`/openapi/v3${root}`, documentOf(resourceTypes.filter((type) => rootOf(type) === root))]),
);
const index = Object.fromEntries(
  Object.entries(documents).map(([path, document]) => {
    const hash = digest(JSON.stringify(document), 32);
    return [path.replace("/openapi/v3/", ""), { serverRelativeURL: `${path}?hash=${hash}` }];
  }),
);

/** The OpenAPI documents by path. */
export const openApi: Readonly<Record<string, object>> = { "/openapi/v3": { paths: index }, ...documents };
