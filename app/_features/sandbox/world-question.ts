import type { Question } from "@/app/_client/question";
import type { SandboxWorld } from "@/app/_client/wire";

/** The question of a prepared situation. Its kubeconfig is read here, as a pasted one is. Throws when it cannot be read. */
export async function worldQuestion({ title, cluster, request }: SandboxWorld): Promise<Question> {
  const { vantage, endpoint, kubeconfig, errorText } = request;
  return {
    cluster,
    vantage: typeof vantage === "string" ? { kind: vantage } : { kind: "address", ...vantage },
    endpoint: endpoint ?? null,
    kubeconfig: kubeconfig ? await summarise(kubeconfig) : null,
    errorText: errorText ?? null,
    world: title,
  };
}

async function summarise(yaml: string) {
  const [{ readKubeconfig }, { summariseKubeconfig }] = await Promise.all([
    import("@/lib/kubernetes/kubeconfig/read"),
    import("@/lib/kubernetes/kubeconfig/summarise"),
  ]);
  const reading = readKubeconfig(yaml);
  if (!reading.ok) throw new Error(`The situation's kubeconfig cannot be read: ${reading.problem}`);
  return summariseKubeconfig(reading);
}
