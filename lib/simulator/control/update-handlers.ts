import { blockingOperation, startedOperation } from "@/lib/simulator/cluster/operations-of";
import { controlBodies } from "./bodies";
import { type ControlHandlers, ok, Refusal, withBody, withCluster } from "./handler";

/** The control API's hold on the writing half of Google: its clock, its ways with updates, and what it saw. */
export const updateHandlers: ControlHandlers = {
  "GET /clock": ({ state }) => ok(state.describeClock()),
  "POST /clock": ({ state }, request) =>
    withBody(controlBodies.clock, request, ({ freeze, set, advanceMs }) => {
      const { clock, timeline } = state;
      state.settled(clock.now());
      if (set && set < clock.now() && !timeline.isEmpty) {
        return new Refusal(409, "The clock cannot go back while operations or writers are under way. Reset first.");
      }
      if (freeze) clock.freeze();
      if (set) clock.set(set);
      if (advanceMs !== undefined) clock.advance(advanceMs);
      if (freeze === false) clock.resume();
      state.settled(clock.now());
      return state.describeClock();
    }),
  "GET /updates": ({ state }) => ok(state.updates),
  "POST /updates": ({ state }, request) =>
    withBody(controlBodies.updates, request, (changes) => {
      state.updates = { ...state.updates, ...changes };
      return state.updates;
    }),
  "POST /update-failures": ({ state }, request) =>
    withBody(controlBodies.updateFailures, request, (failures) => {
      state.updateFailures.set(failures);
      return { failures: state.updateFailures.list() };
    }),
  "DELETE /update-failures": ({ state }) => {
    state.updateFailures.set([]);
    return ok({ failures: [] });
  },
  "POST /operations": (options, request) =>
    withBody(controlBodies.operationStart, request, ({ cluster: key, operationType, lifetimeMs }) =>
      withCluster(options, key, (cluster) => {
        const { clock, operations } = options.state;
        const now = clock.now();
        const blocking = blockingOperation(cluster, now);
        if (blocking !== undefined && operationType !== "AUTO_REPAIR_NODES") {
          return new Refusal(409, `${blocking} is running.`);
        }
        return startedOperation(
          cluster,
          operations.start(cluster, { type: operationType, pendingMs: 0, lifetimeMs }, now),
        );
      }),
    ),
  "POST /operations/end": ({ state }, request) =>
    withBody(controlBodies.operationEnd, request, ({ operation, error }) => {
      const failed = error && { code: error.code ?? 13, message: error.message ?? "Internal error." };
      for (const cluster of state.clusters) {
        const result = state.operations.end(cluster, operation, state.clock.now(), failed);
        if (result === "ended") return { operation, status: "DONE" };
        if (result === "already-done") return new Refusal(409, `${operation} is already done.`);
      }
      return new Refusal(404, `There is no operation ${operation}.`);
    }),
  "GET /history": ({ state }) => ok({ history: state.settled(state.clock.now()).history.list() }),
};
