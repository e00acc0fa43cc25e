/** A decision as the notice of a protocol keeps it. */
export interface ToldDecision {
  text: string
  ownerName: string | null
  dueOn: string | null
}

/** Data of a notice are plain values: the decisions as one text, nothing when there were none. */
export const keptDecisions = (decisions: readonly ToldDecision[]): string | null =>
  decisions.length > 0
    ? JSON.stringify(decisions.map(({ text, ownerName, dueOn }): ToldDecision => ({ text, ownerName, dueOn })))
    : null

/** «1. Позвонить в «Насосы», Анна Быстрова, 23.11.2026»; `day` writes a day for the reader. Notices of before keep the lines themselves. */
export function decisionLines(kept: string, day: (dueOn: string) => string): string {
  if (!kept.startsWith('[{')) return kept
  return (JSON.parse(kept) as ToldDecision[])
    .map(({ text, ownerName, dueOn }, index) =>
      [`${index + 1}. ${text}`, ownerName, dueOn && day(dueOn)].filter(Boolean).join(', '),
    )
    .join('; ')
}
