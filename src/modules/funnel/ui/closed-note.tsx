import { useFormat } from '#web/i18n/use-format.tsx'
import css from './funnel.module.css'

/** One line under the heading of a page: which closed months its figures hold, and what of them goes on changing. Takes first days of months. */
export function ClosedNote({
  months,
  say,
}: {
  months: readonly string[] | undefined
  say: (months: string) => string
}) {
  const format = useFormat()
  if (!months || months.length === 0) return null
  const names = months.map((month) => format.monthShort(month.slice(0, 7)))
  const [first = '', last = ''] = [names[0], names.at(-1)]
  return <p className={css.closed}>{say(names.length > 3 ? `${first} — ${last}` : names.join(', '))}</p>
}
