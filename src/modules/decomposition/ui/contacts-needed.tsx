import { useFormat } from '#web/i18n/use-format.tsx'
import { Section } from '#web/kit/page.tsx'
import type { Need } from '../calc/decompose.ts'
import css from './decomposition.module.css'
import { type DecompositionSettings, type TeamRow, useDecompositionTexts } from './use-decomposition.ts'

type Props = { need: Need; settings: DecompositionSettings; norms: TeamRow['norms'] }

/** Contacts of a working day beside the norm that counts now. */
export function ContactsNeeded({ need, settings, norms }: Props) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const words = texts.contacts
  const number = (value: number) => format.number(value, { digits: value < 10 ? 1 : 0 })
  const rows = need.contacts
    .filter(({ total }) => total.value > 0)
    .toSorted((a, b) => b.perDay.value * settings.minutes[b.kind] - a.perDay.value * settings.minutes[a.kind])
  if (rows.length === 0)
    return (
      <Section title={texts.kinds.call}>
        <p className={css.none}>{words.none}</p>
      </Section>
    )
  const said = rows.slice(0, 2).map(({ kind, perDay }) => `${texts.kinds[kind].toLowerCase()}: ${number(perDay.value)}`)
  return (
    <Section title={words.title(said.join(', '))} flush>
      <div className={css.scroller}>
        <table className={css.chain}>
          <thead>
            <tr>
              <th scope="col">{words.kind}</th>
              <th scope="col">{words.perDay}</th>
              <th scope="col">{words.interval}</th>
              <th scope="col">{words.norm}</th>
              <th scope="col">{words.minutes}</th>
              <th scope="col">{words.total}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ kind, perDay, total }) => (
              <tr key={kind}>
                <th scope="row">{texts.kinds[kind]}</th>
                <td>
                  <b>{number(perDay.value)}</b>
                </td>
                <td>{`${number(perDay.low)}–${number(perDay.high)}`}</td>
                <td>{normOf(kind)}</td>
                <td>{format.number(Math.round(perDay.value * settings.minutes[kind]))}</td>
                <td>{number(total.value)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Section>
  )

  function normOf(kind: string): string {
    const norm = norms.find((one) => one.kind === kind)
    return norm ? number(norm.perDay) : '—'
  }
}
