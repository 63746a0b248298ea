/** Who is asking. `id` is stable and unique, `name` is for people. In loopback mode it is the one person at this machine. */
export type Principal = {
  readonly kind: "local" | "iap" | "oidc";
  readonly id: string;
  readonly name: string;
  readonly groups: readonly string[];
};
