import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import type { DiagnosisOutcome } from "@/lib/services/context";

export type Metrics = {
  readonly count: (outcome: DiagnosisOutcome) => void;
  /** Prometheus text and its content type. */
  readonly expose: () => Promise<{ readonly text: string; readonly contentType: string }>;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const total = new Counter({
    name: "drawbridge_diagnoses_total",
    help: "Finished diagnoses by verdict and cause",
    labelNames: ["verdict", "cause"],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: "drawbridge_diagnosis_duration_seconds",
    help: "Time from the request to the last fact",
    buckets: [0.1, 0.25, 0.5, 1, 2, 4, 8],
    registers: [registry],
  });
  return {
    count({ verdict, cause, durationMs }) {
      total.inc({ verdict, cause: cause ?? "none" });
      seconds.observe(durationMs / 1_000);
    },
    expose: async () => ({ text: await registry.metrics(), contentType: registry.contentType }),
  };
}
