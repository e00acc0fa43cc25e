import { useQuery } from '@tanstack/react-query'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import css from './home.module.css'
import { useHomeTexts } from './use-home.ts'

const SHOWN = 4

/** The topmost goals of the year in sight: how far each is, and where an even pace would be. */
export function GoalsPanel() {
  const { goals: words } = useHomeTexts()
  const format = useFormat()
  const { today } = useViewer()
  const period = today.slice(0, 4)
  const { data } = useQuery({
    queryKey: ['goals', 'home', period],
    queryFn: () => api.goals.list({ period, states: ['open'] }),
  })
  const top = data?.goals.filter(({ level }) => level === 'company' || level === 'department').slice(0, SHOWN)
  const shown = top && top.length > 0 ? top : data?.goals.slice(0, SHOWN)
  if (!shown || shown.length === 0) return null
  return (
    <Section title={words.title} actions={<Link to="/goals">{words.open}</Link>}>
      <ul className={css.goals}>
        {shown.map(({ id, title, subjectName, progress, expected }) => (
          <li key={id}>
            <span>
              <span>{title}</span>
              <b>{format.share(progress, { digits: 0 })}</b>
            </span>
            <i aria-hidden>
              <b style={{ width: `${Math.min(1, Math.max(0, progress ?? 0)) * 100}%` }} />
              {expected !== null && <u style={{ left: `${Math.min(1, expected) * 100}%` }} />}
            </i>
            <small>
              {[subjectName, expected !== null && words.expected(format.share(expected, { digits: 0 }))]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </Section>
  )
}
