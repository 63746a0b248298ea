import { useEffect, useState } from "react";
import { fetchServerDate } from "@/app/_client/api";
import { clockSkew } from "./clock-skew";

/** How far the server's clock is ahead of this one, in milliseconds; 0 until it has been asked. */
export function useSkew(): number {
  const [skewMs, setSkew] = useState(0);
  useEffect(() => {
    const stop = new AbortController();
    fetchServerDate(stop.signal).then(
      (date) => setSkew((before) => clockSkew(date, Date.now(), before)),
      () => undefined,
    );
    return () => stop.abort();
  }, []);
  return skewMs;
}
