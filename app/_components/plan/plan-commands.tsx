import { CodeBlock } from "@/app/_components/ui/code-block";
import { type Tab, Tabs } from "@/app/_components/ui/tabs";
import type { PlanDraft } from "@/lib/engine/plan";

/** The plan as text to copy, for each tool that can do it, and the requests themselves. */
export function PlanCommands({ plan }: { readonly plan: PlanDraft }) {
  const { gcloud, kubectl, terraform } = plan.commands;
  const tools = [
    { id: "gcloud", label: "gcloud", text: gcloud },
    { id: "kubectl", label: "kubectl", text: kubectl },
    { id: "terraform", label: "Terraform", text: terraform },
    { id: "request", label: "Request", text: requestText(plan) },
  ];
  const tabs = tools.flatMap(({ id, label, text }): readonly Tab[] =>
    text ? [{ id, label, content: <CodeBlock text={text} name={label} /> }] : [],
  );
  return tabs.length > 0 ? <Tabs label="Tools" tabs={tabs} /> : null;
}

/** The requests as they would be sent; null when nothing is sent. */
function requestText({ steps }: PlanDraft): string | null {
  const requests = steps.flatMap(({ request }) => (request ? [request] : []));
  if (requests.length === 0) return null;
  return requests
    .map(({ method, path, body }) => {
      const content = body === null || body === undefined ? "" : `\n\n${JSON.stringify(body, null, 2)}`;
      return `${method} ${path}${content}`;
    })
    .join("\n\n");
}
