import { useEffect, useRef, useState } from "react";

const pauseMs = 1500;

/** The text for a live region: what changes faster than a voice can say is left out, the last state never. */
export function useAnnouncement(text: string): string {
  const [said, setSaid] = useState("");
  const lastAt = useRef(0);
  useEffect(() => {
    const wait = Math.max(0, lastAt.current + pauseMs - Date.now());
    const timer = setTimeout(() => {
      lastAt.current = Date.now();
      setSaid(text);
    }, wait);
    return () => clearTimeout(timer);
  }, [text]);
  return said;
}
