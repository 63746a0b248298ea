import type { ChangeView, GrantView } from "@/lib/services/schema/access";
import { type Answer, ask, control, json, post } from "./http";
import type { Sandbox } from "./sandbox";

type Entry = { readonly cidrBlock: string; readonly displayName?: string };
type HistoryEntry = {
  readonly cluster: string;
  readonly principal: string;
  readonly actor: string | null;
  readonly outcome: string;
  readonly effectiveAt: string | null;
  readonly after: { readonly authorizedNetworks: { readonly cidrBlocks?: readonly Entry[] } } | null;
};

/** What a person in the sandbox does over HTTP, as pages and command lines do: each request is of a person at a place. */
export function accessTo({ url, control: controlUrl }: Sandbox) {
  const headersOf = (person: string, place: string, more: Readonly<Record<string, string>> = {}) => ({
    "x-sandbox-person": person,
    "x-sandbox-place": place,
    ...more,
  });
  const send = (path: string, body: unknown, { person = "ana", place = "home", key = "" }: By = {}): Promise<Answer> =>
    post(url, path, body, headersOf(person, place, key === "" ? {} : { "idempotency-key": key }));
  const read = (path: string, { person = "ana", place = "home" }: By = {}): Promise<Answer> =>
    ask(url, { path, headers: headersOf(person, place) });
  const change = async (id: string): Promise<ChangeView> => json(await read(`/api/changes/${id}`)) as ChangeView;
  return {
    send,
    read,
    change,
    grant: async (id: string): Promise<GrantView> => json(await read(`/api/grants/${id}`)) as GrantView,
    /** The change, once it is in one of these states. */
    async settled(id: string, ...states: readonly ChangeView["state"][]): Promise<ChangeView> {
      const deadline = Date.now() + 20_000;
      for (;;) {
        const now = await change(id);
        if (states.includes(now.state)) return now;
        if (Date.now() > deadline) throw new Error(`The change stays ${JSON.stringify(now)}.`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    /** The list that Google has by its own history; undefined when nobody has written it. */
    async list(cluster: string): Promise<readonly string[] | undefined> {
      const writes = await historyOf(controlUrl, cluster);
      const last = writes.findLast(({ effectiveAt }) => effectiveAt !== null);
      return last?.after?.authorizedNetworks.cidrBlocks?.map(({ cidrBlock, displayName }) =>
        displayName ? `${cidrBlock} (${displayName})` : cidrBlock,
      );
    },
    history: (cluster: string) => historyOf(controlUrl, cluster),
  };
}

type By = { readonly person?: string; readonly place?: string; readonly key?: string };

async function historyOf(controlUrl: string, cluster: string): Promise<readonly HistoryEntry[]> {
  const { history } = (await control(controlUrl, "GET", "/history")) as { history: readonly HistoryEntry[] };
  return history.filter((entry) => entry.cluster === cluster);
}
