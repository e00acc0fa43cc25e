import { Button } from '@mantine/core'
import { useState } from 'react'
import { z } from 'zod'
import { Note } from '#web/kit/action-lines.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { useWork } from '#web/kit/use-work.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FilterBar, FilterChoice } from '#web/kit/filter-bar.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { PeriodPicker } from '#web/kit/period-picker.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { listParam } from '#web/kit/search-params.ts'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useViewer } from '#web/session.tsx'
import { AbsenceDialog } from './absence-dialog.tsx'
import { AbsenceList } from './absence-list.tsx'
import { DeclineDialog } from './decline-dialog.tsx'
import { type Absence, useAbsencesTexts, useBoard } from './use-absences.ts'
import { YearStrip } from './year-strip.tsx'

const schema = z.object({
  year: z.coerce.number().int().min(2000).max(2099).optional(),
  department: listParam(z.uuid()),
  new: z.string().optional(),
})

/** Who is away: today, what waits for a decision, the year by person. */
export function AbsencesPage() {
  const texts = useAbsencesTexts().absences
  const [filters, change] = useSearchState(schema)
  const { data, error, refetch } = useBoard(filters.year)
  const work = useWork('absences')
  const [edited, setEdited] = useState<Absence>()
  const [declined, setDeclined] = useState<Absence>()
  const { today } = useViewer()
  const format = useFormat()
  const year = filters.year ?? data?.year ?? Number(today.slice(0, 4))
  const chosenDepartments = filters.department ?? []
  const departments = [
    ...new Map(
      (data?.people ?? []).flatMap((one) =>
        one.departmentId && one.departmentName ? [[one.departmentId, one.departmentName]] : [],
      ),
    ),
  ]
  const isIn = ({ departmentId }: { departmentId: string | null }) =>
    chosenDepartments.length === 0 || (departmentId !== null && chosenDepartments.includes(departmentId))
  const people = data?.people.filter(isIn) ?? []
  const shown = new Set(people.map(({ id }) => id))
  const rows = data?.rows.filter(({ person }) => shown.has(person.id)) ?? []
  const chosen = (ids: readonly string[] = []) => data?.rows.filter(({ id }) => ids.includes(id)) ?? []
  const approve = async ({ id, version }: Absence) => {
    const done = await work(() =>
      sendInTurn(`absence:${id}`, version, (present) => api.absences.decide({ id, version: present, approve: true })),
    )
    if (done) say(texts.decided)
  }
  const callOff = async (one: Absence) => {
    if (await work(() => api.absences.cancel({ id: one.id }))) say(texts.calledOff)
  }
  const tools = { onEdit: setEdited, onCancel: (one: Absence) => void callOff(one) }
  const mayAsk = data && (data.may.askForSelf || data.may.askForPeople.length > 0)
  return (
    <Page
      title={texts.title}
      scope={format.period(String(year))}
      actions={mayAsk && <Button onClick={() => change({ new: '1' })}>{texts.ask}</Button>}
      filters={
        <FilterBar onReset={chosenDepartments.length > 0 ? () => change({ department: [] }) : undefined}>
          <PeriodPicker
            value={String(year)}
            today={today}
            kinds={['year']}
            onChange={(key) => change({ year: Number(key.slice(0, 4)) })}
          />
          {departments.length > 1 && (
            <FilterChoice
              label={texts.allDepartments}
              options={departments.map(([value, label]) => ({ value, label }))}
              values={filters.department}
              onChange={(department) => change({ department })}
            />
          )}
        </FilterBar>
      }
    >
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={10} />
      ) : (
        <>
          {data.waiting.length > 0 && (
            <Section title={texts.waiting}>
              <AbsenceList rows={chosen(data.waiting)} {...tools} onApprove={approve} onDecline={setDeclined} />
            </Section>
          )}
          <Section title={texts.today}>
            {data.awayToday.length === 0 ? (
              <Note>{texts.nobodyAway}</Note>
            ) : (
              <AbsenceList rows={chosen(data.awayToday)} {...tools} />
            )}
          </Section>
          <Section title={texts.strip} hint={texts.stripHint}>
            <YearStrip year={data.year} today={data.today} people={people} rows={rows} onOpen={setEdited} />
          </Section>
          <Section title={texts.list}>
            {rows.length === 0 ? <Note>{texts.empty}</Note> : <AbsenceList rows={rows} {...tools} />}
          </Section>
        </>
      )}
      {data && (
        <AbsenceDialog
          key={edited?.id ?? 'new'}
          opened={filters.new !== undefined || edited !== undefined}
          onClose={() => {
            setEdited(undefined)
            change({ new: undefined })
          }}
          known={edited}
          may={data.may}
        />
      )}
      <DeclineDialog known={declined} onClose={() => setDeclined(undefined)} />
    </Page>
  )
}
