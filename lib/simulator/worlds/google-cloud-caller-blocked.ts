import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "google-cloud-caller-blocked",
  title: "A developer in Cloud Shell meets a list that does not let in Google Cloud's addresses.",
  base: "regional-private",
  overlay: {},
  place: "cloud-shell",
  request: { vantage: "browser" },
  expected: { verdict: "blocked", cause: "google-cloud-caller-blocked" },
};
