import { Button, Switch } from '@mantine/core'
import IconTargetArrow from '@tabler/icons-react/dist/esm/icons/IconTargetArrow.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { DateCell, TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Section } from '#web/kit/page.tsx'
import { useGo } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { AlertSettings, RampWeeks } from './norm-settings.tsx'
import css from './norms.module.css'
import { type Rule, useNormsTexts, useRules } from './use-norms.ts'

/** What is issued, the newcomer's weeks, and when people are told. */
export function RulesTab({ onAdd }: { onAdd: (() => void) | undefined }) {
  const texts = useNormsTexts()
  const format = useFormat()
  const go = useGo()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { data, error, refetch } = useRules()
  const [withPast, setWithPast] = useState(false)
  // What counted in a month that is over stays.
  const monthStart = `${useViewer().today.slice(0, 7)}-01`
  const words = texts.rules
  const rows = data?.rules.filter(({ state }) => withPast || state !== 'past')
  const columns = useMemo((): Column<Rule>[] => {
    const who = ({ role, departmentName, ownerName }: Rule) => {
      if (ownerName) return ownerName
      const all = words.role[role ?? 'seller']
      return departmentName ? words.inDepartment(all, departmentName) : all
    }
    const remove = async ({ id, version }: Rule) => {
      try {
        await sendInTurn(`norm:${id}`, version, (present) => api.norms.removeRule({ id, version: present }))
      } catch (thrown) {
        say(errorText(thrown), 'bad')
      }
      await client.invalidateQueries({ queryKey: ['norms'] })
    }
    const { columns: heads } = words
    return [
      {
        id: 'who',
        header: heads.who,
        always: true,
        width: 260,
        value: who,
        cell: (row) => <TwoLines first={who(row)} second={row.note} />,
      },
      {
        id: 'kind',
        header: heads.kind,
        width: 120,
        value: (row) => texts.kinds[row.kind],
        cell: (row) => texts.kinds[row.kind],
      },
      {
        id: 'amount',
        header: heads.amount,
        align: 'end',
        width: 140,
        value: (row) => row.amount,
        cell: (row) =>
          row.amount === null
            ? words.nothing
            : `${format.number(row.amount, { digits: Number.isInteger(row.amount) ? 0 : 1 })} ${texts.per[row.per]}`,
      },
      {
        id: 'from',
        header: heads.from,
        width: 130,
        value: (row) => row.validFrom,
        cell: (row) => <DateCell day={row.validFrom} as="numeric" />,
      },
      {
        id: 'origin',
        header: heads.origin,
        width: 170,
        value: (row) => words.origins[row.origin],
        cell: (row) => words.origins[row.origin],
      },
      {
        id: 'state',
        header: heads.state,
        width: 110,
        value: (row) => row.state,
        cell: (row) => words.states[row.state],
      },
      {
        id: 'remove',
        header: '',
        width: 100,
        cell: (row) =>
          row.editable && row.validFrom >= monthStart ? (
            <Button variant="subtle" onClick={() => void remove(row)}>
              {words.remove}
            </Button>
          ) : null,
      },
    ]
  }, [texts, words, format, client, errorText, monthStart])
  return (
    <>
      <Section
        title={words.now}
        hint={words.hint}
        flush
        actions={
          <>
            <Switch
              label={words.past}
              checked={withPast}
              onChange={(event) => setWithPast(event.currentTarget.checked)}
            />
            <Button variant="default" onClick={() => go({ to: '/decomposition' })}>
              {words.fromPlan}
            </Button>
          </>
        }
      >
        <DataTable
          id="norms.rules"
          label={words.now}
          columns={columns}
          rows={rows}
          error={error}
          onRepeat={() => void refetch()}
          rowKey={(row) => row.id}
          height="auto"
          rowTone={(row) => (row.state === 'past' ? 'quiet' : undefined)}
          empty={
            <EmptyState
              icon={IconTargetArrow}
              title={words.empty.title}
              text={words.empty.text}
              steps={words.empty.steps}
              action={onAdd && <Button onClick={onAdd}>{words.add}</Button>}
            />
          }
        />
      </Section>
      {data && (
        <div className={css.columns}>
          <RampWeeks ramp={data.ramp} mayEdit={data.may.issueForAll} />
          <AlertSettings settings={data.settings} mayEdit={data.may.issueForAll} />
        </div>
      )}
    </>
  )
}
