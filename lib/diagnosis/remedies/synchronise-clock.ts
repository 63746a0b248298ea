import { defineRemedy } from "./define-remedy";

/** The clock of the machine that checks the certificate. No API can set it. */
export const synchroniseClock = defineRemedy({
  id: "synchronise-clock",
  risk: "none",
  needs: ["request"],

  plan({ request }) {
    const machine = request.vantage.kind === "server" ? "the machine that Drawbridge runs on" : "your machine";
    return {
      title: `Set the clock of ${machine}`,
      steps: [
        { summary: `Compare the clock of ${machine} with the real time: date -u`, request: null },
        { summary: "Linux: sudo timedatectl set-ntp true", request: null },
        { summary: "macOS: sudo sntp -sS time.apple.com", request: null },
        { summary: "Windows: w32tm /resync", request: null },
      ],
      changes: [],
      permissions: [],
      commands: { gcloud: null, kubectl: null, terraform: null },
      undo: null,
      warnings: [
        "Virtual machines and WSL often lag after the host has slept: restart them, or run sudo hwclock --hctosys.",
        "If the clock is right, the certificate is what is off.",
      ],
      files: [],
    };
  },
});
