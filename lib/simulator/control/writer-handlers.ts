import { controlBodies } from "./bodies";
import { type ControlHandlers, ok, Refusal, withBody, withCluster } from "./handler";

/** The control API's hold on who may write, and on the simulated writers. */
export const writerHandlers: ControlHandlers = {
  "GET /identities": (options) => ok(describeIdentities(options)),
  "POST /identities": (options, request) =>
    withBody(controlBodies.identity, request, ({ identity, tokenRevoked, project, allow = [], deny = [] }) => {
      const { identities } = options.state;
      const rule = (allowed: boolean) => (permission: string) => ({
        identity,
        ...(project === undefined ? {} : { project }),
        permission,
        allowed,
      });
      identities.rule(...allow.map(rule(true)), ...deny.map(rule(false)));
      if (tokenRevoked !== undefined) identities.setTokenRevoked(identity, tokenRevoked);
      return describeIdentities(options);
    }),
  "GET /actors": ({ actors, state }) => {
    state.settled(state.clock.now());
    return ok({ actors: actors.list() });
  },
  "POST /actors/human": (options, request) =>
    withBody(controlBodies.human, request, ({ cluster: key, spare, ...spec }) =>
      withCluster(options, key, (cluster) => options.actors.startHuman(cluster, { ...spec, spare })),
    ),
  "POST /actors/terraform": (options, request) =>
    withBody(controlBodies.terraform, request, ({ cluster: key, ...spec }) =>
      withCluster(options, key, (cluster) => options.actors.startTerraform(cluster, spec)),
    ),
  "POST /actors/stop": ({ actors, state }, request) =>
    withBody(controlBodies.actor, request, ({ actor }) => {
      state.settled(state.clock.now());
      return actors.stop(actor) ? { actors: actors.list() } : new Refusal(404, `There is no writer ${actor}.`);
    }),
  "DELETE /actors": ({ actors, state }) => {
    state.settled(state.clock.now());
    actors.stop();
    return ok({ actors: actors.list() });
  },
};

function describeIdentities({ state, tokenFiles }: Parameters<ControlHandlers[string]>[0]) {
  return {
    identities: state.identities
      .list()
      .map(({ identity, ...rest }) => ({ identity, tokenFile: tokenFiles[identity], ...rest })),
  };
}
