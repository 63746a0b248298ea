import type { Metadata } from "next";
import { OperatorWithRehearsal } from "@/app/_features/workloads/operator/operator-with-rehearsal";

export const metadata: Metadata = { title: "Operator" };

export default function OperatorPage() {
  return (
    <>
      <header>
        <h1 className="text-lg font-semibold">Operator</h1>
        <p className="text-pretty text-muted">
          A KubernetesPodOperator task as Python that is right for your environment’s versions.
        </p>
      </header>
      <OperatorWithRehearsal />
    </>
  );
}
