import type { ChangeView, GrantView } from "@/app/_client/wire";
import { shortName } from "./cluster-label";
import { grantStatus } from "./grant-status";

/** What each of the person's grants was last said to be, by id. */
export type GrantNews = ReadonlyMap<string, string>;

/** What to say of the person's own grants after a look: what they are now and were not before. Nothing at the first look. */
export function newsOf(
  before: GrantNews | null,
  data: {
    readonly me: { readonly id: string };
    readonly grants: readonly GrantView[];
    readonly changes: Readonly<Record<string, ChangeView>>;
  },
): { readonly news: string; readonly states: GrantNews } {
  const own = data.grants.filter(({ person }) => person.id === data.me.id);
  const states = new Map(own.map((grant) => [grant.id, grantStatus(grant, data.changes[grant.id], 0).words]));
  const news = own.flatMap(({ id, cluster }) => {
    const words = states.get(id);
    return before && before.get(id) !== words ? [`${shortName(cluster)}: ${words}.`] : [];
  });
  return { news: news.join(" "), states };
}
