"use client";

import { RehearseButton } from "../runs/rehearse-button";
import { OperatorTool } from "./operator-tool";

/** The operator's form, with a rehearsal of what it makes. */
export function OperatorWithRehearsal() {
  return (
    <OperatorTool
      actions={(ready) => (
        <RehearseButton
          form={ready?.form ?? null}
          dagId={ready?.dagId}
          versions={ready?.versions}
          sayNamespace={ready?.sayNamespace ?? null}
        />
      )}
    />
  );
}
