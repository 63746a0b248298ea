import type { JsonObject } from "@/lib/simulator/world";
import { badRequest, invalid } from "../status";
import { objectIn, objectsIn, textIn } from "./kube-object";
import { parseQuantity } from "./quantity";
import { coreType, type ResourceType } from "./resource-types";

const label = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
const subdomain = `${label}(\\.${label})*`;
const labelRule = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '${label}')`;
const subdomainRule = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '${subdomain}')`;
const valuePattern = "(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?";
const valueRule = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '${valuePattern}')`;

/** Throws the 422 of a name that is none, or of a label whose value is none. Roles may have names of other forms. */
export function validateMetadata(type: ResourceType, name: string, metadata: JsonObject): void {
  const [pattern, rule, limit] =
    type.kind === "Namespace" ? ([label, labelRule, 63] as const) : ([subdomain, subdomainRule, 253] as const);
  if (name.length > limit) {
    throw invalid(
      type,
      name,
      "metadata.name",
      "FieldValueInvalid",
      `Invalid value: "${name}": must be no more than ${limit} characters`,
    );
  }
  if (type.group !== "rbac.authorization.k8s.io" && !new RegExp(`^${pattern}$`).test(name)) {
    throw invalid(type, name, "metadata.name", "FieldValueInvalid", `Invalid value: "${name}": ${rule}`);
  }
  for (const value of Object.values(objectIn(metadata, "labels"))) {
    if (typeof value !== "string")
      throw badRequest(
        `${type.kind} in version "v1" cannot be handled as a ${type.kind}: json: cannot unmarshal ${typeof value} into Go struct field ObjectMeta.metadata.labels of type string`,
      );
    const broken =
      value.length > 63
        ? "must be no more than 63 characters"
        : new RegExp(`^${valuePattern}$`).test(value)
          ? undefined
          : valueRule;
    if (broken)
      throw invalid(type, name, "metadata.labels", "FieldValueInvalid", `Invalid value: "${value}": ${broken}`);
  }
  for (const value of Object.values(objectIn(metadata, "annotations"))) {
    if (typeof value !== "string")
      throw badRequest(
        `${type.kind} in version "v1" cannot be handled as a ${type.kind}: json: cannot unmarshal ${typeof value} into Go struct field ObjectMeta.metadata.annotations of type string`,
      );
  }
}

const quantityRule = "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

/** Throws what the API server says of a pod whose fields are missing or wrong: a part of its rules. */
export function validatePod(name: string, spec: JsonObject): void {
  const type = coreType("pods");
  const wrong = (field: string, reason: string, why: string) => invalid(type, name, field, reason, why);
  const containers = objectsIn(spec, "containers");
  if (containers.length === 0) throw wrong("spec.containers", "FieldValueRequired", "Required value");
  for (const [index, container] of containers.entries()) {
    const field = `spec.containers[${index}]`;
    if (!textIn(container, "name")) throw wrong(`${field}.name`, "FieldValueRequired", "Required value");
    if (!textIn(container, "image")) throw wrong(`${field}.image`, "FieldValueRequired", "Required value");
    const limits = objectIn(container, "resources", "limits");
    const requests = objectIn(container, "resources", "requests");
    for (const value of [...Object.values(limits), ...Object.values(requests)]) {
      if (parseQuantity(value) === undefined)
        throw badRequest(`Pod in version "v1" cannot be handled as a Pod: ${quantityRule}`);
    }
    for (const [resource, request] of Object.entries(requests)) {
      const limit = limits[resource];
      if (limit !== undefined && (parseQuantity(request) ?? 0) > (parseQuantity(limit) ?? 0)) {
        const why = `Invalid value: "${String(request)}": must be less than or equal to ${resource} limit of ${String(limit)}`;
        throw wrong(`${field}.resources.requests`, "FieldValueInvalid", why);
      }
    }
  }
  const policy = textIn(spec, "restartPolicy") ?? "Always";
  if (!["Always", "Never", "OnFailure"].includes(policy)) {
    const why = `Unsupported value: "${policy}": supported values: "Always", "Never", "OnFailure"`;
    throw wrong("spec.restartPolicy", "FieldValueNotSupported", why);
  }
}
