/** What a finding rests on. A fact that is only a premise has no basis. */
export type Basis = "configuration" | "observed" | "kubeconfig" | "error-text";
