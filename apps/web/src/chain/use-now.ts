import { useEffect, useState } from "react";
import { useChainState } from "./ChainContext.tsx";

/** The chain's time, in seconds since 1970: that of the latest block, and what has passed since it was seen. */
export function useNow(): bigint {
  const { latest } = useChainState();
  const { hash, timestamp } = latest;
  const [seen, setSeen] = useState({ hash, seconds: 0 });
  useEffect(() => {
    const since = Date.now();
    const tick = () => setSeen({ hash, seconds: Math.floor((Date.now() - since) / 1000) });
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [hash]);
  return BigInt(timestamp + (seen.hash === hash ? seen.seconds : 0));
}
