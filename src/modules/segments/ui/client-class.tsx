import { useFormat } from '#web/i18n/use-format.tsx'
import { type CardPartProps, Link } from '#web/kit/routing.tsx'
import css from './segments.module.css'
import { useClientClass, useSegmentsTexts } from './use-segments.ts'

/** One line on the card of a client: his class, and his silence when it is longer than his rhythm. */
export function ClientClassLine({ id }: CardPartProps) {
  const texts = useSegmentsTexts()
  const words = texts.card
  const format = useFormat()
  const { data } = useClientClass(id)
  const client = data?.client
  if (!client) return null
  const days = (n: number) => format.counted(n, texts.dayForms)
  const isQuiet = client.state === 'silent' || client.state === 'lost'
  return (
    <p className={css.cardLine} title={words.hint}>
      <Link to="/segments" search={{ abc: client.abc }}>
        <b>{words.class(client.abc, client.xyz ?? '')}</b>
      </Link>
      <span>{words.rfm(`${client.recency}${client.frequency}${client.monetary}`)}</span>
      <span data-state={client.state} className={css.state}>
        {isQuiet && client.intervalDays !== null
          ? words.silent(days(client.silentDays), days(Math.round(client.intervalDays)))
          : texts.states[client.state]}
      </span>
    </p>
  )
}
