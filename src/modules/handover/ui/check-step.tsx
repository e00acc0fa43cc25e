import { Button, NativeSelect } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ButtonRow, Note } from '#web/kit/action-lines.tsx'
import { MoneyCell, NumberCell, TwoLines } from '#web/kit/cells.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { type HandoverGroup, recordKinds } from '../contract.ts'
import css from './handover.module.css'
import { useHandoverTexts, useHandoverWork, useReceivers } from './use-handover.ts'
import type { Choices } from './whom-step.tsx'

type Props = {
  personId: string
  choices: Choices
  /** His place in rules of distribution goes over as well. */
  hasRules: boolean
  onChange: (patch: Partial<Choices>) => void
  onBack: () => void
  onDone: (id: string) => void
}

const STAYS = 'stays'

/** A look before it is done: who would get what; each client can be given to somebody else. */
export function CheckStep({ personId, choices, hasRules, onChange, onBack, onDone }: Props) {
  const texts = useHandoverTexts()
  const words = texts.wizard
  const format = useFormat()
  const work = useHandoverWork()
  const [pending, setPending] = useState(false)
  const { note, ...given } = choices
  const rule = { ...given, personId, ...(note.trim() && { note: note.trim() }) }
  const { data, error, refetch } = useQuery({
    queryKey: ['handover', 'preview', rule],
    queryFn: () => api.handover.preview(rule),
    placeholderData: keepPreviousData,
  })
  const columns = useColumns(choices, personId, onChange)
  if (error) return <ErrorState error={error} onRepeat={() => void refetch()} />
  if (!data) return <SkeletonText lines={8} />
  const confirm = async () => {
    setPending(true)
    const done = await work(() => api.handover.handOver(rule))
    setPending(false)
    if (done) onDone(done.id)
  }
  return (
    <div className={css.step}>
      <ul className={css.receivers} aria-label={words.receivers}>
        {data.receivers.map(({ person, counts, openBefore }) => (
          <li key={person.id}>
            <strong>{person.name}</strong>
            <span>
              {recordKinds
                .filter((kind) => counts[kind] > 0)
                .map((kind) => texts.kinds[kind](counts[kind]))
                .join(', ') || texts.nothing}
            </span>
            <small>
              {[
                counts.dealsMinor > 0 && format.money(counts.dealsMinor),
                counts.owedMinor > 0 && words.owed(format.money(counts.owedMinor)),
                words.before(openBefore),
              ]
                .filter(Boolean)
                .join(' · ')}
            </small>
          </li>
        ))}
      </ul>
      <Note>{[words.checkText, data.staying > 0 && words.staying(data.staying)].filter(Boolean).join(' ')}</Note>
      {data.plan.months > 0 && (
        <Note>
          {words.plan}: {words.planHint(data.plan.months, format.money(data.plan.minor))}
        </Note>
      )}
      {hasRules && <Note>{words.rulesText}</Note>}
      <DataTable
        id="handover.groups"
        label={words.checkText}
        columns={columns}
        rows={data.groups}
        rowKey={(group) => group.key}
        height={420}
        card={(group) => <GroupCard group={group} select={columns.at(-1)?.cell(group)} />}
      />
      {data.more > 0 && <Note>{words.more(data.more)}</Note>}
      <ButtonRow>
        <Button variant="default" onClick={onBack}>
          {words.back}
        </Button>
        <Button
          loading={pending}
          disabled={data.total === 0 && data.plan.months === 0 && !hasRules}
          onClick={() => void confirm()}
        >
          {data.total > 0 ? words.confirm(data.total) : words.confirmRest}
        </Button>
      </ButtonRow>
    </div>
  )
}

function GroupCard({ group, select }: { group: HandoverGroup; select: React.ReactNode }) {
  const texts = useHandoverTexts()
  const format = useFormat()
  return (
    <span>
      <TwoLines
        first={group.title}
        second={group.deals > 0 && `${texts.kinds.deal(group.deals)} · ${format.moneyCompact(group.dealsMinor)}`}
      />
      {select}
    </span>
  )
}

function useColumns(choices: Choices, personId: string, onChange: (patch: Partial<Choices>) => void) {
  const words = useHandoverTexts().wizard
  const people = useReceivers(personId)
  const { table, toIds } = choices
  return useMemo((): Column<HandoverGroup>[] => {
    // Those chosen first, then everybody else who could take the client.
    const options = [
      ...people.filter(({ value }) => toIds.includes(value)),
      ...people.filter(({ value }) => !toIds.includes(value)),
    ].map(({ value, label }) => ({ value, label }))
    const give = (key: string, toId: string | null) =>
      onChange({ table: [...table.filter((one) => one.key !== key), { key, toId }] })
    return [
      {
        id: 'title',
        header: words.client,
        always: true,
        width: 280,
        value: (group) => group.title,
        cell: (group) => group.title,
      },
      {
        id: 'deals',
        header: words.deals,
        align: 'end',
        width: 90,
        sortDownFirst: true,
        value: (group) => group.deals,
        cell: (group) => <NumberCell value={group.deals} />,
      },
      {
        id: 'money',
        header: words.money,
        align: 'end',
        width: 130,
        sortDownFirst: true,
        value: (group) => group.dealsMinor,
        cell: (group) => <MoneyCell minor={group.dealsMinor} short />,
      },
      {
        id: 'records',
        header: words.all,
        align: 'end',
        width: 90,
        value: (group) => group.records,
        cell: (group) => <NumberCell value={group.records} />,
      },
      {
        id: 'to',
        header: words.to,
        always: true,
        width: 240,
        value: (group) => group.to?.name,
        cell: (group) => (
          <NativeSelect
            aria-label={`${words.to}: ${group.title}`}
            className={css.receiver}
            value={group.to?.id ?? STAYS}
            data={[...options, { value: STAYS, label: words.stays }]}
            onChange={({ currentTarget: { value } }) => give(group.key, value === STAYS ? null : value)}
          />
        ),
      },
    ]
  }, [words, people, table, toIds, onChange])
}
