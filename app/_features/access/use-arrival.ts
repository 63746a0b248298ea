import { useEffect, useRef } from "react";
import { isGoing } from "@/app/_components/access/group-grants";
import type { AccessLink } from "./access";
import type { Whose } from "./my-access";
import type { AccessData } from "./use-access";

/** Leads to what a link names, once: opens the part that it is in, brings it into sight and focuses it. True when it is not here. */
export function useArrival(
  link: AccessLink,
  data: AccessData | null,
  page: { readonly setWhose: (whose: Whose) => void; readonly setEndedOpen: (open: boolean) => void },
): boolean {
  const arrived = useRef<string | null>(null);
  const { setWhose, setEndedOpen } = page;
  const grant = data?.grants.find(({ id }) => id === link.grant);

  useEffect(() => {
    if (!data || !link.grant || arrived.current === link.grant || !grant) return;
    arrived.current = link.grant;
    if (!isGoing(grant)) setEndedOpen(true);
    else if (grant.person.id !== data.me.id && !grant.may.approve && !grant.may.deny && !grant.may.review)
      setWhose("everybody");
    return reveal(() => elementOf(grant.id));
  }, [data, link.grant, grant, setWhose, setEndedOpen]);

  useEffect(() => {
    if (!data || !link.cluster || arrived.current === link.cluster) return;
    arrived.current = link.cluster;
    const { cluster } = link;
    return reveal(() => document.getElementById(`list-${cluster}`));
  }, [data, link]);

  return Boolean(data && link.grant && !grant);
}

/** Where one decides about it, before where it is only shown. */
function elementOf(id: string): HTMLElement | null {
  return (
    document.getElementById(`review-${id}`) ??
    document.getElementById(`request-${id}`) ??
    document.getElementById(`grant-${id}`)
  );
}

const triesMs = 100;
const patienceMs = 10_000;

/** Waits until the element is there. Returns how to stop. */
function reveal(find: () => HTMLElement | null): () => void {
  const until = Date.now() + patienceMs;
  const timer = setInterval(() => {
    const element = find();
    if (!element && Date.now() < until) return;
    clearInterval(timer);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: "center" });
  }, triesMs);
  return () => clearInterval(timer);
}
