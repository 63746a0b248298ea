"use client";

import { KeyRound } from "lucide-react";
import type { GrantView } from "@/app/_client/wire";
import { Quiet } from "@/app/_components/access/quiet";
import { Section } from "@/app/_components/access/section";
import { Button } from "@/app/_components/ui/button";
import { GrantRow } from "./grant-row";
import type { AccessData } from "./use-access";

export type Whose = "mine" | "everybody";

/** Rights that go on: the person's own, or everybody's. */
export function MyAccess({
  data,
  mine,
  others,
  whose,
  onWhose,
  pointedAt,
  onAsk,
  onDone,
}: {
  readonly data: AccessData;
  readonly mine: readonly GrantView[];
  readonly others: readonly GrantView[];
  readonly whose: Whose;
  readonly onWhose: (whose: Whose) => void;
  readonly pointedAt: string | null;
  readonly onAsk: () => void;
  readonly onDone: (words: string) => Promise<void>;
}) {
  const shown = whose === "mine" ? mine : [...mine, ...others];
  const choices = [
    { id: "mine", title: "Mine", amount: mine.length },
    { id: "everybody", title: "Everybody’s", amount: mine.length + others.length },
  ] as const;
  return (
    <Section
      id="grants"
      title={whose === "mine" ? "My access" : "Everybody’s access"}
      actions={
        others.length > 0 && (
          <fieldset className="flex rounded-lg border border-line bg-surface p-0.5">
            <legend className="sr-only">Whose access</legend>
            {choices.map(({ id, title, amount }) => (
              <label
                key={id}
                className="flex h-7 items-center gap-1.5 rounded-md px-2.5 text-sm font-medium text-muted has-checked:bg-hover has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-accent max-sm:h-11"
              >
                <input
                  type="radio"
                  name="whose"
                  checked={whose === id}
                  onChange={() => onWhose(id)}
                  className="sr-only"
                />
                {title} <span className="font-normal tabular-nums">{amount}</span>
              </label>
            ))}
          </fieldset>
        )
      }
    >
      {shown.length > 0 ? (
        <ul className="card divide-y divide-line overflow-hidden">
          {shown.map((grant) => (
            <GrantRow
              key={grant.id}
              grant={grant}
              change={data.changes[grant.id]}
              skewMs={data.skewMs}
              mine={grant.person.id === data.me.id}
              pointedAt={grant.id === pointedAt}
              onDone={onDone}
            />
          ))}
        </ul>
      ) : (
        <Quiet
          Icon={KeyRound}
          title="You have no access that goes on"
          action={
            <Button onClick={onAsk} className="max-sm:h-11">
              Ask for access
            </Button>
          }
        >
          Ask for it here, for one cluster or several: your network goes on their lists for a while, and off again by
          itself.
        </Quiet>
      )}
    </Section>
  );
}
