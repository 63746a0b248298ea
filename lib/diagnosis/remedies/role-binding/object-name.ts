/** A name for an RBAC object from any texts: lower-case letters, digits and dashes, at most 63 of them. */
export function objectName(...texts: readonly string[]): string {
  const dashed = texts
    .join("-")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-");
  return dashed.replace(/^-/, "").slice(0, 63).replace(/-$/, "");
}
