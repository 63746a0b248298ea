"use client";

import { Moment } from "@/app/_components/access/moment";
import { durationWords } from "@/app/_components/access/time-words";
import { useNow } from "@/app/_components/access/use-now";

/** When a grant of this length ends, counted from now. */
export function EndWords({ seconds }: { readonly seconds: number }) {
  const now = useNow(0);
  return (
    <>
      Ends {durationWords(seconds)} after it starts, and is taken off the list by itself: about{" "}
      <Moment time={new Date(now + seconds * 1000).toISOString()} now={now} /> if it starts now.
    </>
  );
}
