import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './home.module.css'
import { useHomeTexts, useToday } from './use-home.ts'

/** Meetings of today with what is promised, and how the week's norms stand. */
export function TodayPanel() {
  const { today: words } = useHomeTexts()
  const format = useFormat()
  const { data } = useToday()
  if (!data) return null
  const { rituals, norms } = data
  if (rituals.length === 0 && norms.kinds.length === 0) return null
  return (
    <Section title={words.title} flush>
      {rituals.length > 0 && (
        <ul className={css.moves}>
          {rituals.map((one) => (
            <li key={one.key}>
              <Link to={one.path} className={css.ritual}>
                <span>{format.time(one.startsAt)}</span>
                <span className={css.what}>
                  <b>{one.name}</b>
                  <small>
                    {[one.person?.name, one.promises > 0 && words.promises(one.promises)].filter(Boolean).join(' · ')}
                  </small>
                </span>
                <span className={css.quiet}>{words.states[one.state]}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      {norms.kinds.length > 0 && (
        <Link to="/norms" className={css.norms}>
          <small>{words.norms(norms.people)}</small>
          <span>
            {norms.kinds.map(({ kind, done, norm, today }) => (
              <span key={kind} data-tone={done >= norm ? 'ahead' : 'behind'}>
                {words.kinds[kind]} <b>{format.number(done)}</b> {words.of(format.number(norm))}
                {today > 0 && <small> · {words.doneToday(today)}</small>}
              </span>
            ))}
          </span>
        </Link>
      )}
    </Section>
  )
}
