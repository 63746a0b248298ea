import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "login-expired",
  title: "A developer in the office reaches the control plane, but the Google login has expired.",
  base: "regional-private",
  overlay: {},
  place: "office",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "public" },
    errorText:
      "error: You must be logged in to the server (the server has asked for the client to provide credentials)",
  },
  kubernetes: { status: "unauthorized" },
  expected: { verdict: "blocked", cause: "login-expired" },
};
