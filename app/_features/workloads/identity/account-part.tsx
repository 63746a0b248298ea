"use client";

import { blankRole, type RoleRow, type WorkloadQuestion } from "@/app/_client/workload-question";
import { RadioCards } from "@/app/_components/question/radio-cards";
import { TextField } from "@/app/_components/workloads/tools/fields";
import { Rows } from "@/app/_components/workloads/tools/rows";
import { GoogleAccountField } from "./google-account-field";
import type { Names } from "./use-names";

const mostRoles = 10;
const usualRoles = [
  "roles/bigquery.jobUser",
  "roles/bigquery.dataViewer",
  "roles/bigquery.dataEditor",
  "roles/storage.objectViewer",
  "roles/storage.objectUser",
  "roles/secretmanager.secretAccessor",
  "roles/artifactregistry.reader",
];

/** Who the pod is to Google, and what it is to be allowed. */
export function AccountPart({
  question,
  names,
  onChange,
}: {
  readonly question: WorkloadQuestion;
  readonly names: Names;
  readonly onChange: (part: Partial<WorkloadQuestion>) => void;
}) {
  const { identity, roles } = question;
  return (
    <div className="space-y-3">
      <RadioCards
        name="identity"
        legend="To Google, the pod is"
        value={identity}
        onChange={(next) => onChange({ identity: next })}
        cards={[
          {
            value: "impersonation",
            title: "A Google service account",
            note: "An annotation names it and an IAM binding lets the pod act as it. Every Google service takes it.",
          },
          {
            value: "direct",
            title: "The direct principal",
            note: "Roles are given to the Kubernetes account itself, without a Google account. Some services do not take it.",
          },
        ]}
      />
      {identity === "impersonation" && <GoogleAccountField question={question} names={names} onChange={onChange} />}
      <Rows<RoleRow>
        path="roles"
        title="Roles that it needs"
        one="role"
        hint="Optional. A project or a bucket, and the role that is looked for in its policy."
        rows={roles}
        blank={blankRole}
        most={mostRoles}
        addsOnEnter={false}
        onRows={(next) => onChange({ roles: next })}
        row={(row, set, index) => (
          <div className="grid gap-2 sm:grid-cols-2">
            <TextField
              path={`roles.${index}.resource`}
              label={`Resource ${index + 1}`}
              hiddenLabel
              placeholder="projects/P or buckets/B"
              value={row.resource}
              onChange={(resource) => set({ ...row, resource })}
            />
            <TextField
              path={`roles.${index}.role`}
              label={`Role ${index + 1}`}
              hiddenLabel
              placeholder="roles/bigquery.jobUser"
              examples={usualRoles}
              value={row.role}
              onChange={(role) => set({ ...row, role })}
            />
          </div>
        )}
      />
    </div>
  );
}
