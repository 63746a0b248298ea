import { describe, expect, it } from "vitest";
import { readOperators } from "./read-operators";

const kpo = "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator\n";
const gke = "from airflow.providers.google.cloud.operators.kubernetes_engine import GKEStartPodOperator\n";

describe("readOperators", () => {
  it.each([
    [
      "nothing given",
      "KubernetesPodOperator(task_id='a')",
      { namespace: null, serviceAccount: null, configFile: null },
    ],
    [
      "what is written",
      "KubernetesPodOperator(task_id='a', namespace='dbt', service_account_name='runner', config_file='/c')",
      { namespace: "dbt", serviceAccount: "runner", configFile: "/c" },
    ],
    [
      "None, which is the default",
      "KubernetesPodOperator(task_id='a', namespace=None, config_file=(None))",
      { namespace: null, configFile: null },
    ],
    ["computed", "KubernetesPodOperator(task_id='a', namespace=pick())", { namespace: undefined, configFile: null }],
    ["unpacked", "KubernetesPodOperator(task_id='a', **more)", { namespace: undefined, configFile: undefined }],
    [
      "inherited from default_args",
      "DAG('d', default_args={'namespace': 'dbt'})\nKubernetesPodOperator(task_id='a')",
      { namespace: "dbt" },
    ],
    [
      "two default_args that disagree",
      "DAG('d', default_args={'namespace': 'dbt'})\nDAG('e', default_args={'namespace': 'x'})\nKubernetesPodOperator(task_id='a')",
      { namespace: undefined },
    ],
  ])("%s", (_, code, expected) => {
    expect(readOperators(kpo + code)).toEqual([
      expect.objectContaining({ kind: "KubernetesPodOperator", ...expected }),
    ]);
  });

  it("finds both kinds, under any name, in the order of the text", () => {
    const text = `${kpo}${gke.replace("import GKEStartPodOperator", "import GKEStartPodOperator as Start")}
Start(task_id='a', use_internal_ip=True)
KubernetesPodOperator(task_id='b')
`;
    expect(readOperators(text)).toEqual([
      expect.objectContaining({ kind: "GKEStartPodOperator", line: 4, usesInternalIp: true, usesDnsEndpoint: null }),
      expect.objectContaining({ kind: "KubernetesPodOperator", line: 5 }),
    ]);
  });

  it.each([
    ["with line breaks of Windows", (text: string) => text.replaceAll("\n", "\r\n")],
    ["with a byte order mark", (text: string) => `\ufeff${text}`],
    ["all indented", (text: string) => text.replaceAll(/^(?=.)/gm, "        ")],
  ])("says the line of the text as it was given, %s", (_, given) => {
    const text = `${kpo}${"# a comment of some length\n".repeat(40)}\nKubernetesPodOperator(task_id='a')\n`;
    expect(readOperators(given(text))).toEqual([expect.objectContaining({ line: 43 })]);
  });

  it.each([
    "",
    "not ( python",
    "print('nothing of ours')",
    "class KubernetesPodOperator: pass\nKubernetesPodOperator()",
  ])("reads nothing into %j", (text) => {
    expect(readOperators(text)).toEqual([]);
  });
});
