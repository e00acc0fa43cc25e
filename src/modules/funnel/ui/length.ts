/** Working time is written in days of nine hours: as many days of the calendar as working ones, and the rest in hours. */
export function writeLength(
  seconds: number,
  data: { dayS: number } | undefined,
  write: (seconds: number) => string,
): string {
  const dayS = data?.dayS ?? 86_400
  const days = Math.floor(seconds / dayS)
  return write(days * 86_400 + (seconds - days * dayS))
}
