"use client";

import { TextField } from "../tools/fields";
import { FormPart } from "../tools/form-part";
import type { OperatorDraft } from "./draft";
import type { DraftPart } from "./task-fields";
import { Pairs } from "./value-fields";

/** Where the pod runs, and as whom. */
export function PlaceFields({ draft, onDraft }: DraftPart) {
  const summary = [draft.namespace, draft.serviceAccount].filter(Boolean).join(" / ");
  return (
    <FormPart
      title="Where it runs, and as whom"
      summary={summary || undefined}
      paths={["form.namespace", "form.serviceAccount", "form.podName", "form.labels", "form.connection"]}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          path="form.namespace"
          label="Namespace"
          placeholder="composer-user-workloads"
          value={draft.namespace}
          onChange={(namespace) => onDraft({ namespace })}
        />
        <TextField
          path="form.serviceAccount"
          label="Kubernetes service account"
          placeholder="default"
          value={draft.serviceAccount}
          onChange={(serviceAccount) => onDraft({ serviceAccount })}
        />
      </div>
      <TextField
        path="form.podName"
        label="Pod’s name"
        placeholder="made from the task id"
        value={draft.podName}
        onChange={(podName) => onDraft({ podName })}
        hint="The operator adds a random suffix."
      />
      <Pairs
        path="form.labels"
        title="Labels"
        one="label"
        most={50}
        pairs={draft.labels}
        onPairs={(labels) => onDraft({ labels })}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          path="form.connection.id"
          label="Connection"
          placeholder="kubernetes_default"
          value={draft.connectionId}
          onChange={(connectionId) => onDraft({ connectionId })}
        />
        <TextField
          path="form.connection.configFile"
          label="Kubeconfig"
          placeholder="/home/airflow/composer_kube_config"
          value={draft.configFile}
          onChange={(configFile) => onDraft({ configFile })}
        />
      </div>
      <p className="text-xs text-pretty text-muted">
        Only for a cluster that is not the environment’s own: otherwise Composer’s values are written.
      </p>
    </FormPart>
  );
}

const kinds = [
  { key: "cpu", label: "CPU", placeholder: "500m" },
  { key: "memory", label: "Memory", placeholder: "1Gi" },
  { key: "ephemeralStorage", label: "Disk", placeholder: "1Gi" },
] as const;

/** How much the pod gets. */
export function ResourceFields({ draft, onDraft }: DraftPart) {
  return (
    <FormPart title="Resources" summary={summaryOf(draft)} paths={["form.resources"]}>
      {(["requests", "limits"] as const).map((side) => (
        <fieldset key={side} className="min-w-0">
          <legend className="mb-1 text-sm font-medium">
            {side === "requests" ? "What it is promised (requests)" : "What it never gets more than (limits)"}
          </legend>
          <div className="grid grid-cols-3 gap-1.5">
            {kinds.map(({ key, label, placeholder }) => (
              <TextField
                key={key}
                path={`form.resources.${side}.${key}`}
                label={label}
                placeholder={placeholder}
                value={draft[side][key]}
                onChange={(value) => onDraft({ [side]: { ...draft[side], [key]: value } })}
              />
            ))}
          </div>
        </fieldset>
      ))}
    </FormPart>
  );
}

function summaryOf({ requests }: OperatorDraft): string {
  const said = [requests.cpu && `${requests.cpu} CPU`, requests.memory].filter(Boolean);
  return said.join(", ") || "the cluster’s default";
}
