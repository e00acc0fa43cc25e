import { Button } from '@mantine/core'
import IconArrowsSplit2 from '@tabler/icons-react/dist/esm/icons/IconArrowsSplit2.mjs'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useGo, useSearchState } from '#web/kit/routing.tsx'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useViewer } from '#web/session.tsx'
import { FilterLine } from './filter-line.tsx'
import { decompositionSearch, decompositionTarget, inputOf } from './filters.ts'
import { IssuePanel } from './issue-panel.tsx'
import { SellerView } from './seller-view.tsx'
import { SettingsPanel } from './settings-panel.tsx'
import { useTeamColumns } from './team-columns.tsx'
import { type TeamRow, useDecompositionTexts, useTeam } from './use-decomposition.ts'

/** Everybody's plan taken apart; a seller sees his own at once. */
export function DecompositionPage() {
  const viewer = useViewer()
  return viewer.role === 'seller' ? <SellerView personId={viewer.id} /> : <TeamView />
}

function TeamView() {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const go = useGo()
  const client = useQueryClient()
  const errorText = useErrorText()
  const { today } = useViewer()
  const [search, change] = useSearchState(decompositionSearch)
  const input = useMemo(() => inputOf(search, today), [search, today])
  const { data, error, refetch } = useTeam(input)
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [issuing, setIssuing] = useState(false)
  const [settingUp, setSettingUp] = useState(false)
  const columns = useTeamColumns(input.basis)
  const rows = data?.rows
  const recount = async () => {
    try {
      await api.decomposition.recount({})
      say(texts.recounting)
      await client.invalidateQueries({ queryKey: ['decomposition'] })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  const counted = data && (data.countedAt ? texts.countedAt(format.dateTime(data.countedAt)) : texts.notCounted)

  return (
    <Page
      layout="fill"
      title={texts.title}
      scope={[format.period(input.period), rows && messageOf(rows), counted].filter(Boolean).join(' · ')}
      filters={<FilterLine search={search} period={input.period} onChange={change} />}
      actions={
        data?.may.configure && (
          <>
            <Button variant="subtle" onClick={() => void recount()}>
              {texts.recount}
            </Button>
            <Button variant="default" onClick={() => setSettingUp(true)}>
              {texts.hours}
            </Button>
          </>
        )
      }
    >
      <DataTable
        id="decomposition.team"
        label={texts.title}
        columns={columns}
        rows={rows}
        error={error}
        onRepeat={() => void refetch()}
        rowKey={(row) => row.personId}
        rowTarget={(row) => decompositionTarget(row.personId, search)}
        defaultSort="-plan"
        {...(data?.may.issue && {
          selection: {
            keys: chosen,
            change: setChosen,
            actions: <Button onClick={() => setIssuing(true)}>{texts.selected}</Button>,
          },
        })}
        empty={
          <EmptyState
            icon={IconArrowsSplit2}
            title={texts.empty.title}
            text={texts.empty.text}
            steps={texts.empty.steps}
            action={<Button onClick={() => go({ to: '/plans' })}>{texts.empty.action}</Button>}
          />
        }
        card={(row) => <Card row={row} />}
      />
      {issuing && (
        <IssuePanel
          people={[...chosen]}
          input={input}
          onClose={(isDone) => {
            setIssuing(false)
            if (isDone) setChosen(new Set())
          }}
        />
      )}
      {settingUp && data && <SettingsPanel settings={data.settings} onClose={() => setSettingUp(false)} />}
    </Page>
  )

  function messageOf(all: readonly TeamRow[]): string {
    if (all.length > 0 && all.every(({ planMinor }) => planMinor === null)) return texts.message.noPlan
    const over = all.filter(({ need }) => (need?.load ?? 0) > 1).map(({ name }) => name)
    if (over.length === 0) return all.some(({ need }) => need) ? texts.message.fits : ''
    return texts.message.over(over.length > 3 ? `${over.slice(0, 3).join(', ')} +${over.length - 3}` : over.join(', '))
  }
}

function Card({ row }: { row: TeamRow }) {
  const texts = useDecompositionTexts()
  const format = useFormat()
  const perDay = row.need?.contacts
    .filter(({ kind }) => kind === 'call' || kind === 'meeting')
    .map((one) => `${texts.kinds[one.kind]} ${format.number(one.perDay.value, { digits: 1 })}`)
  return (
    <TwoLines
      first={row.name}
      end={row.planMinor === null ? texts.why.noPlan : format.moneyCompact(row.planMinor)}
      second={
        row.need
          ? [`${texts.columns.leads} ${format.number(Math.ceil(row.need.leads.value))}`, ...(perDay ?? [])].join(' · ')
          : row.planMinor === null
            ? ''
            : texts.why.noHistory
      }
    />
  )
}
