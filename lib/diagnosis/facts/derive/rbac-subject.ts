/** A subject of an RBAC binding: a user by the name Kubernetes sees, or a Kubernetes service account. */
export type Subject =
  | { readonly kind: "User"; readonly name: string }
  | { readonly kind: "ServiceAccount"; readonly name: string; readonly namespace: string };

const serviceAccount = /^system:serviceaccount:([a-z0-9](?:[-a-z0-9]*[a-z0-9])?):([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)$/;

/** The subject that Kubernetes calls by this user name; undefined for its own (`system:…`) and for an empty one. */
export function subjectOf(user: string): Subject | undefined {
  const [, namespace, name] = serviceAccount.exec(user) ?? [];
  if (namespace && name) return { kind: "ServiceAccount", name, namespace };
  return user === "" || user.startsWith("system:") ? undefined : { kind: "User", name: user };
}
