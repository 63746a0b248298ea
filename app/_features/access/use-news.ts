import { useEffect, useRef, useState } from "react";
import { type GrantNews, newsOf } from "@/app/_components/access/news";
import type { AccessData } from "./use-access";

/** What changed about the person's own grants since the last look, for a live region. */
export function useNews(data: AccessData | null): string {
  const before = useRef<GrantNews | null>(null);
  const [words, setWords] = useState("");
  useEffect(() => {
    if (!data) return;
    const { news, states } = newsOf(before.current, data);
    before.current = states;
    if (news) setWords(news);
  }, [data]);
  return words;
}
