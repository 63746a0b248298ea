import { z } from "zod";
import { dagDraft, emptyDag } from "../operator/draft";

const text = z.string();

const layer = z.object({ name: text, paths: text, tags: text, target: text, profilesDir: text, test: z.boolean() });
const load = z.object({ taskId: text, image: text, arguments: text });

/** The dbt helper as it is being filled in. Several paths, tags or models are one text with blanks between them. */
export const dbtDraft = z.object({
  /** What the page is used for right now; the rest is kept. */
  view: z.enum(["arguments", "dag", "read"]),
  mode: z.enum(["run", "test", "build", "seed", "snapshot", "compile", "ls"]),
  target: text,
  profilesDir: text,
  projectDir: text,
  paths: text,
  tags: text,
  tagsMatch: z.enum(["all", "any"]),
  models: text,
  combine: z.enum(["intersection", "union"]),
  exclude: text,
  vars: text,
  fullRefresh: z.boolean(),
  pasted: text,
  dag: dagDraft,
  image: text,
  namespace: text,
  serviceAccount: text,
  cpu: text,
  memory: text,
  load: z.array(load),
  layers: z.array(layer),
});

export type DbtDraft = z.infer<typeof dbtDraft>;
export type LayerRow = z.infer<typeof layer>;
export type LoadRow = z.infer<typeof load>;

const layerNamed = (name: string): LayerRow => ({
  name,
  paths: `models/${name}`,
  tags: "",
  target: "",
  profilesDir: `profile/${name}`,
  test: true,
});

export const blankLayer: LayerRow = { name: "", paths: "", tags: "", target: "", profilesDir: "", test: true };
export const blankLoad: LoadRow = { taskId: "", image: "", arguments: "" };

/** The article's wish, said so that dbt understands it. */
export const firstDbt: DbtDraft = {
  view: "arguments",
  mode: "run",
  target: "",
  profilesDir: "profile/stage",
  projectDir: "",
  paths: "models/stage",
  tags: "hourly",
  tagsMatch: "all",
  models: "",
  combine: "intersection",
  exclude: "",
  vars: "",
  fullRefresh: false,
  pasted: "",
  dag: { ...emptyDag, dagId: "dbt_hourly", schedule: "@hourly", tags: "dbt" },
  image: "europe-docker.pkg.dev/project/dbt/dbt:1.9",
  namespace: "",
  serviceAccount: "",
  cpu: "500m",
  memory: "1Gi",
  load: [{ taskId: "extract_orders", image: "europe-docker.pkg.dev/project/load/sync:1.0", arguments: "" }],
  layers: ["stage", "dw", "mart"].map(layerNamed),
};
