import { useChainState } from "../chain/ChainContext.tsx";
import { useFormats } from "../language/use-formats.ts";

/** An amount of the programme's token, exact to the unit. */
export function Amount({ units }: { readonly units: bigint }) {
  const { unit } = useChainState();
  const { amountOf } = useFormats();
  return (
    <bdi className="amount" data-units={String(units)}>
      {amountOf(units, unit)}
    </bdi>
  );
}
