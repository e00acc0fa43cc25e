import { Button, SegmentedControl } from '@mantine/core'
import IconAdjustments from '@tabler/icons-react/dist/esm/icons/IconAdjustments.mjs'
import IconLayoutDashboard from '@tabler/icons-react/dist/esm/icons/IconLayoutDashboard.mjs'
import { useState } from 'react'
import { PageViews } from '#modules/lists/ui/api.tsx'
import { ImportButton } from '#modules/imports/ui/api.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar } from '#web/kit/filter-bar.tsx'
import { Page } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { comparison } from '../contract.ts'
import { ArrangePanel } from './arrange-panel.tsx'
import { inputOf, kpiSearch, type KpiSearch } from './filters.ts'
import css from './kpi.module.css'
import { KpiTile } from './tile.tsx'
import { type Board, useBoard, useCatalogue, useCourses, useKpiTexts } from './use-kpi.ts'

/** So many tiles are drawn until the board is known. */
const TILES = 12
const NO_COURSE: never[] = []

/** The board of figures: each with its change, course and borders; each opens as what stands behind it. */
export function KpiPage() {
  const texts = useKpiTexts()
  const format = useFormat()
  const viewer = useViewer()
  const [search, change] = useSearchState(kpiSearch)
  const [isArranging, setArranging] = useState(false)
  const input = inputOf(search, viewer.today)
  const { data, error, refetch } = useBoard(input)
  const courses = useCourses(input)
  const { byKey, filters } = useCatalogue()
  const department = filters?.departments.find(({ id }) => id === search.department)?.name
  const { whose: words } = texts
  const whose = department ?? (viewer.role === 'head' || viewer.role === 'seller' ? words[viewer.role] : words.company)
  const isEmpty = data?.tiles.every(({ value }) => !value) && [...courses.values()].flat().every(({ value }) => !value)
  return (
    <Page
      title={texts.title}
      scope={[
        format.period(input.period),
        whose,
        data && data.role !== viewer.role && texts.boardOf(texts.roles[data.role]),
        data && summaryOf(data),
      ]
        .filter(Boolean)
        .join(' · ')}
      actions={
        <>
          <PageViews page="kpi" />
          {data?.may.arrange && (
            <Button
              variant="default"
              leftSection={<IconAdjustments size={16} aria-hidden />}
              onClick={() => setArranging(true)}
            >
              {texts.arrange.button}
            </Button>
          )}
        </>
      }
      filters={
        <FilterBar
          onReset={
            search.department || search.role ? () => change({ department: undefined, role: undefined }) : undefined
          }
          end={
            <SegmentedControl
              aria-label={texts.compare.label}
              value={search.compare}
              onChange={(value) => change({ compare: comparison.safeParse(value).data ?? 'previous' })}
              data={comparison.options.map((value) => ({ value, label: texts.compare[value] }))}
            />
          }
        >
          <PeriodPicker value={input.period} today={viewer.today} onChange={(period) => change({ period })} />
          {filters && filters.departments.length > 1 && (
            <Choice
              aria-label={texts.department}
              placeholder={texts.allDepartments}
              options={filters.departments.map(({ id, name }) => ({ value: id, label: name }))}
              value={search.department ?? null}
              onChange={(value) => change({ department: value ?? undefined })}
              clearable
            />
          )}
        </FilterBar>
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <div className={css.board} aria-busy>
          {Array.from({ length: TILES }, (_, place) => (
            <div key={place} className={css.coming}>
              <SkeletonText lines={3} />
            </div>
          ))}
        </div>
      ) : isEmpty ? (
        <EmptyState
          icon={IconLayoutDashboard}
          title={texts.empty.title}
          text={texts.empty.text}
          steps={texts.empty.steps}
          action={<ImportButton>{texts.empty.action}</ImportButton>}
        />
      ) : (
        <ul className={`${css.board} ${css.list}`} aria-label={texts.title}>
          {data.tiles.map((tile) => (
            <li key={tile.key}>
              <KpiTile
                tile={tile}
                course={courses.get(tile.key) ?? NO_COURSE}
                declared={byKey.get(tile.key)}
                input={input}
                mayEdit={data.may.setThresholds}
                scope={`${whose}, ${texts.figure.scope}`}
              />
            </li>
          ))}
        </ul>
      )}
      {isArranging && data && (
        <ArrangePanel
          key={data.role}
          board={data}
          onClose={() => setArranging(false)}
          onRole={(role) => change({ role: role === viewer.role ? undefined : role } satisfies Partial<KpiSearch>)}
        />
      )}
    </Page>
  )

  function summaryOf({ tiles }: Board): string {
    const count = (tone: 'good' | 'behind' | 'bad') => tiles.filter((tile) => tile.tone === tone).length
    return (['bad', 'behind', 'good'] as const)
      .flatMap((tone) => (count(tone) > 0 ? [texts.summary[tone](count(tone))] : []))
      .join(', ')
  }
}
