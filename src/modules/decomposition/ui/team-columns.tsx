import { useMemo } from 'react'
import { useFormat } from '#web/i18n/use-format.tsx'
import { MoneyCell, None, NumberCell, ShareCell, TwoLines } from '#web/kit/cells.tsx'
import type { Column } from '#web/kit/table/column.ts'
import css from './decomposition.module.css'
import { type Kind, type TeamRow, useDecompositionTexts } from './use-decomposition.ts'

/** Columns of the team's table: from the plan to the calls of a day. */
export function useTeamColumns(basis: 'whole' | 'rest'): Column<TeamRow>[] {
  const texts = useDecompositionTexts()
  const format = useFormat()
  return useMemo(() => {
    const { columns: words, hints, why } = texts
    const no = (row: TeamRow) => <None why={row.planMinor === null ? why.noPlan : why.noHistory} />
    const number = (value: number) => format.number(value, { digits: value < 10 ? 1 : 0 })
    const perDay = (kind: Kind, id: 'call' | 'meeting'): Column<TeamRow> => {
      const of = (row: TeamRow) => row.need?.contacts.find((one) => one.kind === kind)?.perDay
      return {
        id,
        header: words[id],
        hint: hints[id],
        align: 'end',
        width: id === 'call' ? 98 : 90,
        sortDownFirst: true,
        value: (row) => of(row)?.value ?? null,
        cell: (row) => {
          const range = of(row)
          if (!row.need) return no(row)
          if (!range) return number(0)
          return <TwoLines first={number(range.value)} second={`${number(range.low)}–${number(range.high)}`} />
        },
      }
    }
    return [
      {
        id: 'name',
        header: words.name,
        always: true,
        width: 170,
        least: 150,
        value: (row) => row.name,
        cell: (row) => <TwoLines first={row.name} second={row.departmentName} />,
      },
      {
        id: 'plan',
        header: basis === 'whole' ? words.plan : words.rest,
        align: 'end',
        width: 86,
        sortDownFirst: true,
        value: (row) => row.targetMinor,
        cell: (row) => {
          const money = <MoneyCell minor={row.targetMinor} short why={why.noPlan} />
          const rest = row.need?.withoutBaseMinor ?? 0
          return rest === 0 ? money : <TwoLines first={money} second={why.noStages(format.moneyCompact(rest))} />
        },
      },
      {
        id: 'check',
        header: words.check,
        hint: hints.check,
        align: 'end',
        width: 94,
        value: (row) => row.need?.checkMinor ?? null,
        cell: (row) => (row.need ? <MoneyCell minor={row.need.checkMinor} short /> : no(row)),
      },
      {
        id: 'conversion',
        header: words.conversion,
        hint: hints.conversion,
        align: 'end',
        width: 82,
        value: (row) => row.need?.conversion ?? null,
        cell: (row) => (row.need ? <ShareCell share={row.need.conversion} /> : no(row)),
      },
      {
        id: 'won',
        header: words.won,
        align: 'end',
        width: 66,
        hidden: true,
        value: (row) => row.need?.won.value ?? null,
        cell: (row) => (row.need ? number(row.need.won.value) : no(row)),
      },
      {
        id: 'leads',
        header: words.leads,
        hint: hints.leads,
        align: 'end',
        width: 76,
        sortDownFirst: true,
        value: (row) => row.need?.leads.value ?? null,
        cell: (row) =>
          row.need ? (
            <TwoLines
              first={format.number(Math.ceil(row.need.leads.value))}
              second={row.need.leadsPerDay ? texts.figures.perDayLeads(number(row.need.leadsPerDay.value)) : ''}
            />
          ) : (
            no(row)
          ),
      },
      perDay('meeting', 'meeting'),
      perDay('call', 'call'),
      {
        id: 'hours',
        header: words.hours,
        hint: hints.hours,
        align: 'end',
        width: 88,
        sortDownFirst: true,
        value: (row) => row.need?.load ?? null,
        cell: ({ need, ...row }) =>
          need ? (
            <span className={css.load} data-over={need.load > 1 || undefined}>
              <TwoLines
                first={format.number(need.minutesPerDay / 60, { digits: 1 })}
                second={format.share(need.load, { digits: 0 })}
              />
            </span>
          ) : (
            no({ need, ...row })
          ),
      },
      {
        id: 'still',
        header: words.still,
        hint: hints.still,
        align: 'end',
        width: 92,
        value: (row) => row.still?.fromNewMinor ?? null,
        cell: ({ still }) => (still ? <MoneyCell minor={still.fromNewMinor} short /> : <None why={why.over} />),
      },
      {
        id: 'days',
        header: words.days,
        hint: hints.days,
        align: 'end',
        width: 88,
        hidden: true,
        value: (row) => row.days.total,
        cell: ({ days }) => (
          <TwoLines
            first={format.number(days.total)}
            second={days.absent > 0 ? texts.absent(format.number(days.absent)) : ''}
          />
        ),
      },
      {
        id: 'norm',
        header: words.norm,
        hint: hints.norm,
        align: 'end',
        width: 58,
        value: (row) => row.norms.find(({ kind }) => kind === 'call')?.perDay ?? null,
        cell: ({ norms }) => (
          <NumberCell value={norms.find(({ kind }) => kind === 'call')?.perDay ?? null} digits={1} why={why.noNorm} />
        ),
      },
    ]
  }, [texts, format, basis])
}
