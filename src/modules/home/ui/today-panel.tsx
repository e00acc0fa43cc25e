import type { Outputs } from '#core/http/contract.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import type { homeContract } from '../contract.ts'
import css from './home.module.css'
import { useHomeTexts, useToday } from './use-home.ts'

/** Meetings of today with what is promised, and how the week's norms stand. */
export function TodayPanel() {
  const { today: words } = useHomeTexts()
  const format = useFormat()
  const { data } = useToday()
  if (!data) return null
  const { rituals, norms, dayOff } = data
  if (rituals.length === 0 && norms.kinds.length === 0 && !dayOff) return null
  return (
    <Section title={words.title} flush>
      {rituals.length > 0 && <Meetings rows={rituals} />}
      {dayOff && (
        <>
          <p className={css.dayOff}>{words.dayOff(`${format.weekday(dayOff.next)}, ${format.day(dayOff.next)}`)}</p>
          {dayOff.rituals.length > 0 && <Meetings rows={dayOff.rituals} />}
          {dayOff.tasks > 0 ? (
            <p className={css.dayOff}>
              <Link to="/tasks">{words.tasks(dayOff.tasks)}</Link>
            </p>
          ) : (
            dayOff.rituals.length === 0 && <p className={css.dayOff}>{words.nothingWaits}</p>
          )}
        </>
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

function Meetings({ rows }: { rows: Outputs<typeof homeContract>['today']['rituals'] }) {
  const { today: words } = useHomeTexts()
  const viewer = useViewer()
  const format = useFormat()
  return (
    <ul className={css.moves}>
      {rows.map((one) => (
        <li key={one.key}>
          <Link to={one.path} className={css.ritual}>
            <span>{format.time(one.startsAt)}</span>
            <span className={css.what}>
              <b>{one.name}</b>
              <small>
                {[
                  one.person?.name,
                  one.leader.id !== viewer.id && one.leader.name,
                  one.promises > 0 && words.promises(one.promises),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </span>
            <span className={css.quiet}>{words.states[one.state]}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
