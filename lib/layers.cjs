/** Who may import whom, inside lib. Read a row as: "google may import core". See lib/README.md. */
const mayImport = {
  core: [],
  google: ["core", "diagnosis/facts/cluster-view"],
  kubernetes: ["core"],
  network: ["core"],
  workload: ["core"],
  "diagnosis/facts": ["core", "kubernetes/explain", "kubernetes/kubeconfig"],
  "diagnosis/checks": ["core", "diagnosis/facts", "diagnosis/remedies/remedy-ref", "kubernetes/explain"],
  "diagnosis/remedies": [
    "core",
    "diagnosis/facts",
    "kubernetes/kubeconfig",
    "kubernetes/shell-quote",
    "kubernetes/hcl-quote",
    "kubernetes/explain",
  ],
  "diagnosis/gatherers": ["core", "diagnosis/facts", "google", "kubernetes", "network"],
  "diagnosis/engine": [
    "core",
    "diagnosis/facts",
    "diagnosis/checks",
    "diagnosis/gatherers",
    "diagnosis/remedies/remedy-ref",
    "kubernetes/explain",
  ],
  access: ["core"],
  changes: [
    "core",
    "google",
    "diagnosis/facts/cluster-view",
    "diagnosis/remedies/authorized-networks",
    "diagnosis/remedies/authorized-networks-update",
    "diagnosis/remedies/cluster-update",
    "diagnosis/remedies/plan",
  ],
  notify: ["core", "changes/grant", "changes/applier-context", "google/credential-text"],
  store: [
    "core",
    "changes",
    "notify",
    "diagnosis/facts",
    "diagnosis/checks",
    "diagnosis/engine",
    "diagnosis/remedies/cluster-update",
    "diagnosis/remedies/plan",
    "diagnosis/remedies/remedy-ref",
  ],
  auth: ["core"],
  services: ["core", "access", "auth", "diagnosis", "google", "kubernetes", "network", "store", "changes", "notify"],
  server: [
    "core",
    "access",
    "auth",
    "changes",
    "diagnosis",
    "google",
    "kubernetes",
    "network",
    "notify",
    "services",
    "store",
  ],
  simulator: ["core", "kubernetes"],
  cli: ["core", "server", "store"],
};

const layerRules = Object.entries(mayImport).map(([layer, allowed]) => ({
  name: `layer-${layer.replace("/", "-")}`,
  comment: `lib/${layer} may import only: ${allowed.join(", ") || "nothing"}. See lib/README.md.`,
  severity: "error",
  from: { path: `^lib/${layer}/`, pathNot: "\\.test\\.tsx?$|/testing\\.ts$" },
  to: { path: "^(lib|app|e2e)/", pathNot: [layer, ...allowed].map((name) => `^lib/${name}(/|\\.|$)`) },
}));

const pureFolders = "^lib/(core|diagnosis/(facts|checks|remedies)|workload/(airflow|python|operator|dbt|lint))/";

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...layerRules,
    {
      name: "app-through-services",
      comment: "Pages and routes call lib/services through lib/server; they never gather, judge, or talk to Google.",
      severity: "error",
      from: { path: "^app/", pathNot: "\\.test\\.tsx?$" },
      to: {
        path: "^lib/",
        pathNot: "^lib/(server|services|auth|core|kubernetes/(kubeconfig|explain|detect-input))(/|\\.|$)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "pure-layers",
      comment:
        "core, facts, checks, remedies and the workload generators are functions of their arguments: no I/O, no framework.",
      severity: "error",
      from: { path: pureFolders, pathNot: "\\.test\\.ts$" },
      to: { dependencyTypes: ["core", "npm"], pathNot: "node_modules/(zod|ipaddr\\.js|yaml|@lezer/python)/" },
    },
    {
      name: "only-the-applier-writes",
      comment:
        "Only lib/server/roles makes the writer of Google and the applier: no handler, page or service can reach that credential.",
      severity: "error",
      from: { path: "^(lib|app)/", pathNot: "^lib/server/roles|^lib/changes/|\\.test\\.tsx?$|/testing\\.ts$" },
      to: { path: "^lib/(google/container-writer|changes/(applier|reconcile|real-sleep))(\\.|$)" },
    },
    {
      name: "nothing-imports-the-simulator",
      comment: "The simulator is a process of its own; only the launcher starts it, as a command.",
      severity: "error",
      from: { path: "^(lib|app)/", pathNot: "^lib/simulator/|\\.test\\.ts$|/testing\\.ts$" },
      to: { path: "^lib/simulator/" },
    },
    {
      name: "no-cycles",
      comment: "A cycle means two files are one thing, or a word is in the wrong place.",
      severity: "error",
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "no-tests-in-production",
      comment: "Test files and test builders are for tests.",
      severity: "error",
      from: { pathNot: "\\.test\\.tsx?$|/testing\\.ts$|^e2e/" },
      to: { path: "\\.test\\.tsx?$|/testing\\.ts$" },
    },
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^\\.next/" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
