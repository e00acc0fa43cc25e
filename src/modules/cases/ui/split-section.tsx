import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell } from '#web/kit/cells.tsx'
import { Section } from '#web/kit/page.tsx'
import { Link } from '#web/kit/routing.tsx'
import { WaterfallChart, type WaterfallStep } from '#web/kit/waterfall-chart.tsx'
import { mainLoss, surenessOf } from '../calc/causes.ts'
import type { CaseDetail, Part } from '../contract.ts'
import css from './cases.module.css'
import { behindPart } from './filters.ts'
import { useCasesTexts, useLevelText } from './use-cases.ts'

/** The gap by driver: from what was to be to what is, each part with its levels, how sure it is, and the records behind it. */
export function SplitSection({ one }: { one: CaseDetail }) {
  const texts = useCasesTexts()
  const format = useFormat()
  const words = texts.split
  const parts = useMemo(() => one.split.parts.toSorted((a, b) => a.partMinor - b.partMinor), [one.split.parts])
  const nameOf = useMemo(
    () => (part: Part) =>
      part.driver === 'reason' && part.name
        ? words.reasonName(part.name)
        : part.driver === 'plan' && part.partMinor > 0
          ? words.planBelow
          : texts.driverName(part.driver, part.name),
    [texts, words],
  )
  const isMoney = one.metric === 'pace'
  const steps = useMemo((): WaterfallStep[] => {
    const { large, small } = bySize(parts)
    const changes = large.map((part): WaterfallStep => ({
      id: part.key,
      label: nameOf(part),
      value: part.partMinor,
      kind: 'change',
    }))
    if (small.length > 0)
      changes.push({
        id: 'small',
        label: words.small(small.length),
        value: small.reduce((sum, part) => sum + part.partMinor, 0),
        kind: 'change',
      })
    return isMoney
      ? [
          { id: 'expected', label: words.expected, value: one.expected, kind: 'plan' },
          ...changes,
          { id: 'actual', label: words.actual, value: one.actual, kind: 'total' },
        ]
      : [...changes, { id: 'gap', label: texts.figures.gap, value: one.gapMinor, kind: 'total' }]
  }, [parts, nameOf, isMoney, one.expected, one.actual, one.gapMinor, words, texts])
  const { usual } = one.split
  const worst = mainLoss(one.split)
  return (
    <Section
      title={words.title}
      hint={
        one.metric === 'hygiene'
          ? undefined
          : usual
            ? words.hint(format.period(`${usual.from}..${usual.to}`))
            : words.noUsual
      }
    >
      <div className={css.split}>
        <WaterfallChart
          title={worst ? words.worst(nameOf(worst), format.moneyCompact(worst.partMinor)) : words.title}
          steps={steps}
          write={(value, how) => format.moneyCompact(value, how)}
        />
        <PartsTable one={one} parts={parts} nameOf={nameOf} />
      </div>
      {one.split.people.length > 1 && <PeopleLine people={one.split.people} />}
    </Section>
  )
}

/** Parts below this share of the largest one are one bar of the chart; the table has each. */
const SMALL_SHARE = 0.08
const FEWEST_JOINED = 3

function bySize(parts: readonly Part[]): { large: readonly Part[]; small: readonly Part[] } {
  const most = Math.max(...parts.map((part) => Math.abs(part.partMinor)))
  const small = parts.filter((part) => Math.abs(part.partMinor) < most * SMALL_SHARE)
  return small.length < FEWEST_JOINED
    ? { large: parts, small: [] }
    : { large: parts.filter((part) => !small.includes(part)), small }
}

function PartsTable({
  one,
  parts,
  nameOf,
}: {
  one: CaseDetail
  parts: readonly Part[]
  nameOf: (part: Part) => string
}) {
  const { split: words, sureness } = useCasesTexts()
  const level = useLevelText()
  const before = one.metric === 'pace' ? words.before : words.usualLevel
  return (
    <div className={css.scroll}>
      <table className={css.parts}>
        <thead>
          <tr>
            <th>{words.driver}</th>
            <th data-end>{before}</th>
            <th data-end>{words.after}</th>
            <th data-end>{words.part}</th>
            <th>{words.sure}</th>
            <th>{words.records}</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => {
            const behind = behindPart(one, part)
            return (
              <tr key={part.key}>
                <td>{nameOf(part)}</td>
                <td data-end {...(part.before !== null && { 'data-called': before })}>
                  {part.before === null ? '' : level(part.before, part.unit)}
                </td>
                <td data-end {...(part.after !== null && { 'data-called': words.after })}>
                  {part.after === null ? '' : level(part.after, part.unit)}
                  {part.n !== null && part.unit === 'share' && <small> {words.n(part.n)}</small>}
                </td>
                <td data-end data-sign={part.partMinor < 0 ? 'bad' : 'ahead'}>
                  <MoneyCell minor={part.partMinor} short signed />
                </td>
                <td className={css.quiet}>{part.z === null ? '' : sureness[surenessOf(part)]}</td>
                <td>{behind && <Link {...behind.target}>{words[behind.word]}</Link>}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

const PEOPLE_SHOWN = 8

function PeopleLine({ people }: { people: CaseDetail['split']['people'] }) {
  const { split: words } = useCasesTexts()
  return (
    <>
      <h3 className={css.subtitle}>{words.people}</h3>
      <ul className={css.people}>
        {people.slice(0, PEOPLE_SHOWN).map(({ personId, name, deviationMinor }) => (
          <li key={personId}>
            <span>{name}</span>
            <b data-sign={deviationMinor < 0 ? 'bad' : 'ahead'}>
              <MoneyCell minor={deviationMinor} short signed />
            </b>
          </li>
        ))}
      </ul>
    </>
  )
}
