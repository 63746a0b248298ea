import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { redactCredentials } from "@/lib/google/credential-text";
import { errorTextFact } from "@/lib/services/error-text-fact";
import { accessTo } from "../support/access";
import { canaries, canaryMark, pastedTexts } from "../support/canaries";
import { clusterOf } from "../support/clusters";
import { type Answer, ask, control, linesOf, post } from "../support/http";
import { eventsWith, objectsWith, refusalWith, workloadQuestion, workloadsOf } from "../support/plant-workloads";
import { type Sandbox, startSandbox } from "../support/sandbox";
import { around, everythingStored, startReceiver } from "../support/sinks";

let sandbox: Sandbox;
let output = "";
/** Everything that the product answered, in this file. */
const answers: Answer[] = [];

let receiver: Awaited<ReturnType<typeof startReceiver>>;

beforeAll(async () => {
  receiver = await startReceiver();
  sandbox = await startSandbox({
    onOutput: (text) => {
      output += text;
    },
    settings: {
      DRAWBRIDGE_WEBHOOKS: receiver.url + canaries.accessToken,
      DRAWBRIDGE_WEBHOOK_SECRET: `whsec_${Buffer.from(`CANARY${"x".repeat(26)}`).toString("base64")}`,
    },
  });
  await control(sandbox.control, "POST", "/updates", { lifetimeMs: 0, podStartMs: 0 });
});
afterAll(async () => {
  await sandbox?.close();
  receiver?.close();
});

const good = { cluster: clusterOf("healthy-public"), vantage: { kind: "browser" } };
const secrets = Object.values(canaries);
const oneLine = (secret: string) => secret.replaceAll("\n", "\\n");

async function kept(answer: Promise<Answer>): Promise<Answer> {
  const settled = await answer;
  answers.push(settled);
  return settled;
}

/** Asks for a diagnosis and for its report in both forms. */
async function diagnose(body: object): Promise<void> {
  const [started] = linesOf(await kept(post(sandbox.url, "/api/diagnoses", body))) as [{ id?: string }];
  if (started?.id === undefined) return;
  const path = `/api/diagnoses/${started.id}`;
  await kept(ask(sandbox.url, { path }));
  await kept(ask(sandbox.url, { path, headers: { accept: "text/markdown" } }));
}

function expectNoCanary(): void {
  const all = answers.splice(0).map(({ text, headers }) => text + JSON.stringify(headers));
  expect(around(all)).toEqual([]);
}

describe("a secret that is planted", () => {
  it("in a pasted text is nothing that a diagnosis knows", () => {
    const facts = pastedTexts.flatMap((text) => secrets.map((secret) => JSON.stringify(errorTextFact(text(secret)))));
    expect(around(facts)).toEqual([]);
    expect(new Set(facts.map((fact) => JSON.parse(fact).causes[0].cause)).size).toBeGreaterThan(6);
  });

  it.each(pastedTexts.map((text, index) => ({ text, index })))(
    "in pasted text $index goes nowhere",
    async ({ text, index }) => {
      for (const secret of [secrets[index % secrets.length], secrets[(index + 1) % secrets.length]]) {
        const pasted = text(secret ?? "");
        await diagnose({ ...good, errorText: pasted });
        await kept(post(sandbox.url, "/api/explanations", { text: pasted }));
      }
      expectNoCanary();
    },
  );

  it.each(secrets)("in a field where it does not belong goes nowhere: %s", async (secret) => {
    const summary = {
      context: null,
      server: null,
      caSha256: null,
      execCommandBasename: null,
      proxyUrl: null,
      tlsServerName: null,
    };
    for (const field of Object.keys(summary)) await diagnose({ ...good, kubeconfig: { ...summary, [field]: secret } });
    const bodies: readonly object[] = [
      { ...good, cluster: secret },
      { ...good, cluster: `projects/${secret}/locations/x/clusters/c` },
      { ...good, vantage: { kind: "address", address: secret } },
      { ...good, vantage: { kind: secret } },
      { ...good, vantage: { kind: "browser", [secret]: secret } },
      { ...good, endpoint: secret },
      { ...good, kubeconfig: `users:\n- user:\n    ${secret}\n` },
      { ...good, kubeconfig: { ...summary, [secret]: secret } },
      { ...good, [secret]: secret },
      { ...good, errorText: { text: secret } },
    ];
    for (const body of bodies) await diagnose(body);
    await kept(post(sandbox.url, "/api/diagnoses", secret));
    const remedy = { id: secret, params: { cidr: secret } };
    await kept(post(sandbox.url, "/api/plans", { diagnosis: secret, remedy }));
    await kept(
      post(sandbox.url, "/api/plans", { diagnosis: "aaaaaaaaaaaaaaaaaaaaaa", remedy: { ...remedy, id: "log-in" } }),
    );
    await kept(post(sandbox.url, "/api/sandbox/place", { place: secret }));
    expectNoCanary();
  });

  it.each(secrets)("in an address or a header goes nowhere: %s", async (secret) => {
    const encoded = encodeURIComponent(secret);
    const paths = [
      `/api/clusters?project=${encoded}`,
      `/api/clusters?q=${encoded}`,
      `/api/clusters?cursor=${encoded}`,
      `/api/diagnoses?cluster=${encoded}`,
      `/api/diagnoses?cursor=${encoded}`,
      `/api/diagnoses/${encoded}`,
      `/api/${encoded}`,
      `/api/sandbox/env?place=${encoded}`,
    ];
    for (const path of paths) await kept(ask(sandbox.url, { path }));
    const value = oneLine(secret);
    const names = ["authorization", "cookie", "x-forwarded-for", "x-api-key", "referer", "user-agent"];
    const headers = Object.fromEntries(names.map((name) => [name, value]));
    await kept(ask(sandbox.url, { path: "/api/caller", headers }));
    await kept(post(sandbox.url, "/api/diagnoses", good, headers));
    await kept(post(sandbox.url, "/api/diagnoses", good, { origin: value }));
    expectNoCanary();
  });

  it.each(secrets)("in what people say about access goes nowhere: %s", async (secret) => {
    const { send } = accessTo(sandbox);
    const wish = {
      clusters: [clusterOf("caller-not-authorized")],
      cidr: "93.104.77.18/32",
      duration: "1h",
      reason: secret,
    };
    await kept(send("/api/grants/preview", wish));
    const wide = await kept(send("/api/grants", { ...wish, cidr: "93.104.77.0/24" }));
    const emergency = await kept(send("/api/grants", { ...wish, breakGlass: true }));
    const [asked] = (JSON.parse(wide.text) as { grants: { id: string }[] }).grants;
    const [given] = (JSON.parse(emergency.text) as { grants: { id: string }[] }).grants;
    const bora = { person: "bora" };
    await kept(send(`/api/grants/${asked?.id}/deny`, { reason: `no: ${secret}` }, bora));
    await kept(send(`/api/grants/${given?.id}/review`, { note: secret }, bora));
    await kept(send(`/api/grants/${given?.id}/extend`, { duration: secret }));
    await kept(send(`/api/grants/${given?.id}/revoke`, {}));
    for (const field of Object.keys(wish)) await kept(send("/api/grants", { ...wish, [field]: secret }));
    await kept(send("/api/grants", wish, { key: encodeURIComponent(secret) }));
    await kept(send(`/api/plans/${encodeURIComponent(secret)}/apply`, { reason: secret, confirmation: secret }));
    for (const path of ["/api/grants", "/api/audit", "/api/audit?format=csv", "/api/authorized-networks"]) {
      await kept(ask(sandbox.url, { path }));
    }
    expectNoCanary();
  });

  it.each(secrets)("in what people say about workloads goes nowhere: %s", async (secret) => {
    const { post: send, get, diagnose: ask } = workloadsOf(sandbox, kept);
    const question = workloadQuestion("annotation-missing");
    const words = JSON.stringify(secret);
    const dag = [
      "from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator",
      `KubernetesPodOperator(task_id=${words}, namespace=${words}, service_account_name=${words}, config_file=${words},`,
      `    image=${words}, cmds=[${words}], env_vars={"PASSWORD": ${words}})`,
    ].join("\n");
    for (const text of pastedTexts.slice(0, 3)) await ask({ ...question, errorText: text(secret), dag });
    for (const field of Object.keys(question)) await ask({ ...question, [field]: secret });
    await ask({ ...question, [secret]: secret });
    await ask({ ...question, roles: [{ resource: secret, role: secret }] });
    const encoded = encodeURIComponent(secret);
    for (const path of [
      `names?target=${encoded}`,
      `environments?location=${encoded}`,
      `diagnoses/${encoded}`,
      `runs/${encoded}`,
    ]) {
      await get(`/api/workloads/${path}`);
    }
    await send("/api/workloads/plans", { diagnosis: secret, remedy: { id: secret, params: { [secret]: secret } } });
    /* Whoever sends a form or a DAG gets their own words back, and nobody else does. */
    await post(sandbox.url, "/api/workloads/lint", { source: dag });
    const form = { taskId: "a", image: "dbt:1.9", environment: [{ name: "PASSWORD", value: secret }] };
    await post(sandbox.url, "/api/workloads/operator", { form, templates: "literal" });
    expectNoCanary();
  });

  it("in a task that is rehearsed goes nowhere: it is refused", async () => {
    const { rehearse } = workloadsOf(sandbox, kept);
    for (const secret of secrets) {
      const variable = { environment: [{ name: "A", value: secret }] };
      for (const form of [{ arguments: ["--vars", secret] }, { command: [secret] }, variable, { taskId: secret }]) {
        expect(await rehearse({ ...form, templates: "literal" }, "")).toBeUndefined();
      }
    }
    expectNoCanary();
  });

  it("in a pod's log, its events and its reason goes nowhere", async () => {
    const { rehearse } = workloadsOf(sandbox, kept);
    const body = secrets.map((secret) => `[INFO] it connects with ${oneLine(secret)} now`).join("\n");
    const events = eventsWith(secrets);
    const log = { match: { host: "kubernetes", pathPattern: "/pods/[^/]+/log$" }, status: 200, body };
    const run = await rehearse({}, `for ${secrets.join(" ")}`, log, events);
    expect(run?.log).toHaveLength(secrets.length);
    expect(run?.events).toHaveLength(secrets.length);
    expect(run?.log.join("\n")).toMatch(/connects with \[redacted\]/);
    for (const secret of secrets.slice(0, 2)) {
      const refused = await rehearse({}, "", refusalWith(secret, 403, "POST"));
      expect(refused).toMatchObject({ state: "failed", detail: expect.stringContaining("[redacted]") });
    }
    expectNoCanary();
  });

  it("in what a control plane answers goes nowhere", async () => {
    const { diagnose: ask, faults, get } = workloadsOf(sandbox, kept);
    const names = `/api/workloads/names?target=${encodeURIComponent(clusterOf("annotation-missing"))}&namespace=dbt`;
    for (const secret of secrets) {
      for (const given of [objectsWith(secret), [refusalWith(secret, 403, "GET")], [refusalWith(secret, 422, "GET")]]) {
        await faults(...given);
        await ask(workloadQuestion("annotation-missing"));
        await get(names);
      }
    }
    await faults();
    expectNoCanary();
  });

  it("in what a repair is told goes nowhere", async () => {
    const { repair } = workloadsOf(sandbox, kept);
    const [secret = "", other = ""] = secrets;
    const refused = await repair(
      "annotation-missing",
      "annotate-service-account",
      secret,
      refusalWith(other, 403, "PATCH"),
    );
    expect(refused).toMatchObject({ state: "failed", detail: expect.stringContaining("[redacted]") });
    const body = { error: { code: 403, status: "PERMISSION_DENIED", message: `Not with ${secret}.` } };
    const google = { match: { pathPattern: ":setIamPolicy$" }, status: 403, body };
    expect(await repair("binding-missing", "add-binding", other, google)).toMatchObject({ state: "failed" });
    expectNoCanary();
  });

  it("in what Google answers goes nowhere", async () => {
    for (const secret of secrets) {
      const body = {
        error: { code: 403, status: "PERMISSION_DENIED", message: `The header ${secret} is not welcome.` },
      };
      for (const status of [401, 403]) {
        await control(sandbox.control, "POST", "/faults", [{ match: {}, status, body }]);
        await diagnose(good);
        await kept(ask(sandbox.url, { path: "/api/clusters?project=corp-data-lab" }));
      }
    }
    await control(sandbox.control, "DELETE", "/faults");
    expectNoCanary();
  });
});

describe("after all that", () => {
  it("nothing is in the database", async () => {
    const found = await everythingStored(sandbox);
    expect(found.get("reports")?.length).toBeGreaterThan(30);
    expect(found.get("grants")?.length).toBeGreaterThan(5);
    expect(found.get("workload_reports")?.length).toBeGreaterThan(30);
    for (const name of ["updates", "pod_runs"]) expect(found.get(name)?.length, name).toBeGreaterThan(1);
    expect(around([...found.values()].flat())).toEqual([]);
  });

  it("nothing is in the metrics, the history and its pages", async () => {
    for (const path of ["/api/metrics", "/api/diagnoses", "/history", "/", "/workloads", "/api/audit?format=csv"])
      await kept(ask(sandbox.url, { path }));
    expectNoCanary();
  });

  it("nothing was told to the webhook", async () => {
    await vi.waitFor(() => expect(receiver.told.length).toBeGreaterThan(10), { timeout: 15_000 });
    expect(around(receiver.told)).toEqual([]);
  });

  it("nothing was printed", () => {
    expect(output).toContain("the store is open");
    expect(output.split("\n").filter((line) => canaryMark.test(line))).toEqual([]);
  });

  it("and the canaries would have been found", () => {
    for (const secret of secrets) expect(secret).toMatch(canaryMark);
    expect(secrets.map(redactCredentials).filter((text) => canaryMark.test(text))).toEqual([]);
  });
});
