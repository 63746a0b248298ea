"use client";

import { BadgeCheck } from "lucide-react";
import type { WorkloadQuestion } from "@/app/_client/workload-question";
import { Button, type ButtonProps } from "@/app/_components/ui/button";
import { usePods } from "@/app/_features/state/pods";
import { probeRequest } from "./probe-request";

/** Runs a pod under the account that was asked about, which says who it really is. */
export function ProveButton({
  question,
  cluster,
  ...look
}: {
  readonly question: WorkloadQuestion;
  /** Resource name of the cluster that the question came to. */
  readonly cluster: string;
} & Pick<ButtonProps, "variant" | "size">) {
  const { open } = usePods();
  return (
    <Button
      {...look}
      onClick={() => open(probeRequest(question, cluster))}
      className={look.size === "small" ? "max-sm:h-11" : "max-sm:w-full"}
    >
      <BadgeCheck aria-hidden="true" />
      Prove it with a pod
    </Button>
  );
}
