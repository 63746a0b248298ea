import type { World } from "@/lib/simulator/world";

export const world: World = {
  name: "service-perimeter",
  title: "The project is inside a service perimeter, and the developer at home is outside it.",
  base: "dns-only",
  overlay: {},
  place: "home",
  request: {
    vantage: "browser",
    kubeconfig: { endpoint: "dns" },
    errorText:
      'Error from server (Forbidden): {"error":{"code":403,"message":"Request is prohibited by organization\'s policy. ' +
      'vpcServiceControlsUniqueIdentifier: 4xU0M2tKQY1pZ7vGkq0b3nRcWm8dLhE5sTfJ6aYoBiXgPu9N","status":"PERMISSION_DENIED"}}\n',
  },
  kubernetes: { dnsFrontEnd: "perimeter-denied" },
  expected: { verdict: "blocked", cause: "service-perimeter" },
};
