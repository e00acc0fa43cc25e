import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, TwoLines } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import css from './cycle.module.css'
import { type Board, useCycleTexts } from './use-cycle.ts'

/** What is open from before the period. */
export function Carried({ carried }: { carried: Board['carried'] }) {
  const texts = useCycleTexts()
  const format = useFormat()
  return (
    <Section title={texts.carried} hint={carried.total > 0 ? texts.carriedHint : undefined}>
      {carried.rows.length === 0 ? (
        <p className={css.hint}>{texts.nothingCarried}</p>
      ) : (
        <ul className={css.lines}>
          {carried.rows.map((one) => {
            const [to = '', query] = one.path.split('?')
            const search = query ? Object.fromEntries(new URLSearchParams(query)) : undefined
            return (
              <li key={one.id}>
                <Link to={to} {...(search && { search })}>
                  <TwoLines
                    first={one.kind === 'task' ? one.title : texts.kinds[one.kind]}
                    second={[
                      one.kind === 'task' ? texts.kinds.task : undefined,
                      one.owner?.name,
                      one.dueOn && texts.due(format.dayFull(one.dueOn)),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                  />
                </Link>
                {one.amountMinor !== null && <MoneyCell minor={one.amountMinor} short />}
              </li>
            )
          })}
        </ul>
      )}
      {carried.total > carried.rows.length && <p className={css.hint}>{texts.carriedMore(carried.rows.length)}</p>}
    </Section>
  )
}
