import { useEffect, useState } from "react";

const second = 1000;

/** The time by the server's clock in milliseconds, new at each full second. `skewMs`: how much the server is ahead. */
export function useNow(skewMs: number): number {
  const [now, setNow] = useState(() => Date.now() + skewMs);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const at = Date.now() + skewMs;
      setNow(at);
      timer = setTimeout(tick, second - (at % second));
    };
    tick();
    return () => clearTimeout(timer);
  }, [skewMs]);
  return now;
}
