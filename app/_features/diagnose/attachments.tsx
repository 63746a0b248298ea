"use client";

import { FileCog, FlaskConical, MessageSquareText } from "lucide-react";
import { Chip } from "@/app/_components/ui/chip";
import { useDiagnosis } from "@/app/_features/state/diagnosis";

/** What was pasted, and where the question comes from: each can be taken off. */
export function Attachments() {
  const { question, change } = useDiagnosis();
  const { kubeconfig, errorText, world } = question;
  if (!kubeconfig && !errorText && !world) return null;
  return (
    <ul aria-label="Attached" className="flex flex-wrap gap-2">
      {world && (
        <li className="max-w-full">
          <Chip
            icon={<FlaskConical aria-hidden="true" />}
            label="Situation"
            value={world}
            removeLabel="Forget the situation"
            onRemove={() => change({})}
          />
        </li>
      )}
      {kubeconfig && (
        <li className="max-w-full">
          <Chip
            icon={<FileCog aria-hidden="true" />}
            label="Kubeconfig"
            value={kubeconfig.context ?? kubeconfig.server ?? "no context"}
            removeLabel="Remove the kubeconfig"
            onRemove={() => change({ kubeconfig: null })}
          />
        </li>
      )}
      {errorText && (
        <li className="max-w-full">
          <Chip
            icon={<MessageSquareText aria-hidden="true" />}
            label="Error text"
            value={errorText.trim().split("\n").at(-1) ?? ""}
            removeLabel="Remove the error text"
            onRemove={() => change({ errorText: null })}
          />
        </li>
      )}
    </ul>
  );
}
