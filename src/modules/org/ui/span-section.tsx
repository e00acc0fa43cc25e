import { useTexts } from '#web/i18n/language.tsx'
import { useViewer } from '#web/session.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Link } from '#web/kit/routing.tsx'
import { Section } from '#web/kit/page.tsx'
import { isAtWork } from '../calc/works-on.ts'
import { bossOf, spansOfControl } from '../calc/span-of-control.ts'
import { en } from './span/texts.en.ts'
import { ru } from './span/texts.ru.ts'
import css from './structure.module.css'
import type { Department, Person } from './use-org.ts'

/** Who leads how many, and who has no boss: span of control against its norm, 5 to 7. */
export function SpanSection({
  departments,
  people,
}: {
  departments: readonly Department[]
  people: readonly Person[]
}) {
  const words = useTexts({ ru, en })
  const format = useFormat()
  const { today } = useViewer()
  const heads = new Map(departments.map(({ id, headId }) => [id, headId]))
  const names = new Map(people.map((one) => [one.id, one.fullName]))
  const spans = spansOfControl(people, heads, today)
  const bossless = people.filter((one) => isAtWork(one, today) && one.role !== 'owner' && bossOf(one, heads) === null)
  if (spans.length === 0) return null
  return (
    <Section title={words.title} hint={words.hint}>
      <ul className={css.spans}>
        {spans.map(({ leaderId, reports, verdict }) => (
          <li key={leaderId} data-verdict={verdict}>
            <Link to="/people" search={{ person: leaderId }}>
              {names.get(leaderId) ?? ''}
            </Link>
            <span>{format.counted(reports, words.reports)}</span>
            <span>{words.verdicts[verdict]}</span>
          </li>
        ))}
      </ul>
      {bossless.length > 0 && (
        <p className={css.bossless}>{words.bossless(bossless.map(({ fullName }) => fullName).join(', '))}</p>
      )}
    </Section>
  )
}
