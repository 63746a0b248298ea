import type { CoreV1Event } from "@kubernetes/client-node";
import { toEvent } from "./normalise";
import type { EventView } from "./views";

/**
 * Events, oldest first. The scheduler tells microseconds and the kubelet whole seconds, so within a second the order is
 * the one in which the API server wrote them: its resource versions, where they are numbers.
 */
export function oldestFirst(events: readonly CoreV1Event[]): readonly EventView[] {
  const keyed = events.map((event) => ({ view: toEvent(event), version: versionOf(event) }));
  return keyed
    .toSorted(
      (left, right) =>
        secondOf(left.view).localeCompare(secondOf(right.view)) ||
        left.version.length - right.version.length ||
        left.version.localeCompare(right.version) ||
        (left.view.at ?? "").localeCompare(right.view.at ?? ""),
    )
    .map(({ view }) => view);
}

/** `2026-11-01T12:00:02`; empty where no time is told. */
function secondOf({ at }: EventView): string {
  return at?.slice(0, 19) ?? "";
}

/** A number's digits; empty where it is none. */
function versionOf({ metadata }: CoreV1Event): string {
  const version = metadata.resourceVersion ?? "";
  return /^[1-9]\d*$/.test(version) ? version : "";
}
