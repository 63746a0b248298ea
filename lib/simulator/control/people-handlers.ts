import { findPerson, people } from "@/lib/simulator/people/people";
import { controlBodies } from "./bodies";
import { badRequest, type ControlHandlers, ok, withBody } from "./handler";

/** The control API's hold on who people are, what Google's proxy signs of them, and the OpenID Connect provider. */
export const peopleHandlers: ControlHandlers = {
  "GET /people": ({ state }) => ok({ person: state.presentPerson().id, people }),
  "POST /person": ({ state }, request) =>
    withBody(controlBodies.person, request, ({ person }) => {
      state.person = person;
      return { person };
    }),
  "GET /iap/keys": ({ iap }) => ok(iap.keys()),
  "GET /iap/assertion": ({ iap, state }, { query }) => {
    const named = query.get("person");
    const person = named === null ? state.presentPerson() : findPerson(named);
    return person ? ok({ assertion: iap.assertion(person) }) : badRequest(noSuchPerson);
  },
  "GET /oidc/.well-known/openid-configuration": ({ oidc }, request) => oidc.discovery(request),
  "GET /oidc/keys": ({ oidc }) => oidc.keys(),
  "GET /oidc/authorize": ({ oidc }, request) => oidc.authorize(request),
  "POST /oidc/token": ({ oidc }, request) => oidc.token(request),
  "GET /oidc/end-session": ({ oidc }, request) => oidc.endSession(request),
};

const noSuchPerson = `person: one of: ${people.map(({ id }) => id).join(", ")}`;
