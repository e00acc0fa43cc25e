import { useFormat } from '#web/i18n/use-format.tsx'
import { useClientsTexts } from './use-clients.ts'

/** «сделки 3, активности 12». */
export function MovesText({ moves }: { moves: readonly { what: string; count: number }[] }) {
  const { merge: words } = useClientsTexts()
  const format = useFormat()
  return moves.map(({ what, count }) => `${words.what[what] ?? what} ${format.number(count)}`).join(', ')
}
