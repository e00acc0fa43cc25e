import { Button, SegmentedControl } from '@mantine/core'
import IconCopyCheck from '@tabler/icons-react/dist/esm/icons/IconCopyCheck.mjs'
import { useMemo, useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { TwoLines } from '#web/kit/cells.tsx'
import { ConfirmDialog } from '#web/kit/confirm-dialog.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import type { Column } from '#web/kit/table/column.ts'
import { DataTable } from '#web/kit/table/data-table.tsx'
import { useCursorList } from '#web/kit/table/use-cursor-list.ts'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { clientKind, clientKinds } from '../contract.ts'
import css from './clients.module.css'
import { MergePanel } from './merge-panel.tsx'
import { MergesList } from './merges-list.tsx'
import { scoreText } from './numbers.tsx'
import { clientTarget, type Pair, useClientsTexts, useRefresh } from './use-clients.ts'

const filterSchema = z.object({
  kind: clientKind.default('company'),
  view: z.enum(['pairs', 'merges']).default('pairs'),
})

/** Pairs that may be one client, and the merges that can still be taken back. */
export function DuplicatesPage() {
  const texts = useClientsTexts()
  const words = texts.duplicates
  const errorText = useErrorText()
  const [{ kind, view }, change] = useSearchState(filterSchema)
  const search = () =>
    api.clients
      .findDuplicates({})
      .then(() => say(words.searching))
      .catch((thrown: unknown) => say(errorText(thrown), 'bad'))
  return (
    <Page
      title={words.title}
      scope={view === 'pairs' ? words.hint : words.mergesHint}
      layout="fill"
      actions={
        <>
          <Link to="/clients">{texts.card.toList}</Link>
          <Button variant="default" onClick={() => void search()}>
            {words.search}
          </Button>
        </>
      }
      filters={
        <FilterBar>
          <SegmentedControl
            className={css.switch ?? ''}
            value={kind}
            data={clientKinds.map((value) => ({ value, label: texts.kinds[value] }))}
            onChange={(value) => change({ kind: value })}
          />
          <SegmentedControl
            className={css.switch ?? ''}
            value={view}
            data={[
              { value: 'pairs', label: words.title },
              { value: 'merges', label: texts.tabs.merges },
            ]}
            onChange={(value) => change({ view: value })}
          />
        </FilterBar>
      }
    >
      {view === 'pairs' ? <Pairs key={kind} kind={kind} /> : <MergesList key={kind} kind={kind} />}
    </Page>
  )
}

const keyOf = ({ a, b }: Pair) => `${a.id}:${b.id}`

function Pairs({ kind }: { kind: Pair['kind'] }) {
  const texts = useClientsTexts()
  const words = texts.duplicates
  const { language } = useLanguage()
  const refresh = useRefresh()
  const undo = useUndoToast()
  const errorText = useErrorText()
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set())
  const [reviewed, setReviewed] = useState<Pair>()
  const [isMerging, setMerging] = useState(false)
  const list = useCursorList(['clients', 'duplicates', kind], (cursor) =>
    api.clients.duplicates({ kind, ...(cursor && { cursor }) }),
  )
  const columns = useMemo((): Column<Pair>[] => {
    const different = (pair: Pair) => {
      const decide = (isDifferent: boolean) =>
        api.clients.decideDuplicate({ kind, aId: pair.a.id, bId: pair.b.id, different: isDifferent }).then(refresh.all)
      decide(true)
        .then(() => undo({ text: words.decided, onUndo: () => decide(false) }))
        .catch((thrown: unknown) => say(errorText(thrown), 'bad'))
    }
    return [
      { id: 'a', header: words.first, always: true, width: 300, cell: (pair) => <Side pair={pair} side={pair.a} /> },
      { id: 'b', header: words.second, always: true, width: 236, cell: (pair) => <Side pair={pair} side={pair.b} /> },
      {
        id: 'reasons',
        header: words.reasons,
        width: 140,
        cell: ({ reasons }) => reasons.map((reason) => words.signs[reason]).join(', '),
      },
      { id: 'score', header: words.score, width: 80, align: 'end', cell: ({ score }) => scoreText(score, language) },
      {
        id: 'act',
        header: '',
        always: true,
        width: 198,
        cell: (pair) =>
          pair.mayMerge ? (
            <span className={css.rowButtons}>
              <Button size="compact-sm" variant="default" onClick={() => setReviewed(pair)}>
                {words.review}
              </Button>
              <Button size="compact-sm" variant="subtle" onClick={() => different(pair)}>
                {words.different}
              </Button>
            </span>
          ) : (
            <span className={css.quiet} title={words.foreignWhy}>
              {words.foreign}
            </span>
          ),
      },
    ]
  }, [kind, words, language, refresh, undo, errorText])
  const chosen = (list.rows ?? []).filter((pair) => keys.has(keyOf(pair)) && pair.mayMerge)
  const mergeAll = async () => {
    try {
      const pairs = chosen.slice(0, 100).map(({ a, b }) => ({ aId: a.id, bId: b.id }))
      const { merges, skipped } = await api.clients.mergePairs({ kind, pairs })
      say(words.mergedMany(merges.length, skipped.length))
      setKeys(new Set())
      refresh.all()
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
    setMerging(false)
  }
  const other = reviewed && (reviewed.masterId === reviewed.a.id ? reviewed.b : reviewed.a)
  const stays = reviewed && (reviewed.masterId === reviewed.a.id ? reviewed.a : reviewed.b)
  return (
    <>
      <DataTable
        id="clients.duplicates"
        label={words.title}
        columns={columns}
        {...list}
        rowKey={keyOf}
        onOpen={(pair) => pair.mayMerge && setReviewed(pair)}
        selection={{
          keys,
          change: setKeys,
          actions: chosen.length > 0 && (
            <Button onClick={() => setMerging(true)}>{words.mergeSelected(chosen.length)}</Button>
          ),
        }}
        card={(pair) => (
          <TwoLines
            first={`${pair.a.name} — ${pair.b.name}`}
            second={[
              ...pair.reasons.map((reason) => texts.likely.reasons[reason]),
              scoreText(pair.score, language),
            ].join(' · ')}
          />
        )}
        empty={<EmptyState icon={IconCopyCheck} title={words.none} text={words.noneText} />}
      />
      <MergePanel
        kind={kind}
        master={stays}
        absorbed={other}
        onClose={() => setReviewed(undefined)}
        onMerged={() => setReviewed(undefined)}
      />
      <ConfirmDialog
        opened={isMerging}
        title={words.bulkTitle}
        text={words.bulkText(chosen.length)}
        confirm={words.mergeSelected(chosen.length)}
        onConfirm={mergeAll}
        onCancel={() => setMerging(false)}
      />
    </>
  )
}

function Side({ pair, side }: { pair: Pair; side: Pair['a'] }) {
  const { duplicates: words, fields } = useClientsTexts()
  const codes = [side.inn && `${fields.inn} ${side.inn}`, side.kpp && `${fields.kpp} ${side.kpp}`]
  const told = [...codes, side.detail, side.owner?.name, words.deals(side.deals)].filter(Boolean).join(' · ')
  return (
    <TwoLines
      first={
        <span className={css.side}>
          <Link {...clientTarget(pair.kind, side.id)}>{side.name}</Link>
          {pair.masterId === side.id && <span className={css.tag}>{words.stays}</span>}
        </span>
      }
      second={told}
    />
  )
}
