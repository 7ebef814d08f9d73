import { useFormats } from "../language/use-formats.ts";

/** Day and time in the visitor's time zone; exact and in UTC for programs. @param seconds Since 1970. */
export function Time({ seconds, day = false }: { readonly seconds: bigint | number; readonly day?: boolean }) {
  const { time, date } = useFormats();
  const exact = new Date(Number(seconds) * 1000).toISOString();
  return (
    <time dateTime={exact} title={exact}>
      {day ? date(seconds) : time(seconds)}
    </time>
  );
}
