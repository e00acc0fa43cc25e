import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { TimeShareSection } from '#modules/cycle/ui/api.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonText } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { steps } from '../contract/duties.ts'
import css from './absences.module.css'
import { DutiesPanel } from './duties-panel.tsx'
import { type DutyList, useAbsencesTexts } from './use-absences.ts'

const schema = z.object({ role: z.string().optional() })
/** The two jobs that are mixed up most stand side by side. */
const order = ['director', 'head', 'owner', 'seller']

/** Who answers for what: the director and the head side by side, by the five steps of management. */
export function DutiesPage() {
  const texts = useAbsencesTexts().duties
  const { today } = useViewer()
  const [filters, change] = useSearchState(schema)
  const { data, error, refetch } = useQuery({ queryKey: ['duties'], queryFn: () => api.absences.duties({}) })
  return (
    <Page title={texts.title} scope={texts.hint}>
      {error ? (
        <ErrorState error={error} onRepeat={() => void refetch()} />
      ) : !data ? (
        <SkeletonText lines={12} />
      ) : (
        <div className={css.roles}>
          {order
            .flatMap((role) => data.lists.find((list) => list.role === role) ?? [])
            .map((list) => (
              <DutySection
                key={list.role}
                list={list}
                onEdit={data.may.edit ? () => change({ role: list.role }) : undefined}
              />
            ))}
        </div>
      )}
      <TimeShareSection month={today.slice(0, 7)} />
      <DutiesPanel
        list={data?.may.edit ? data.lists.find(({ role }) => role === filters.role) : undefined}
        onClose={() => change({ role: undefined })}
      />
    </Page>
  )
}

function DutySection({ list, onEdit }: { list: DutyList; onEdit: (() => void) | undefined }) {
  const texts = useAbsencesTexts().duties
  const format = useFormat()
  return (
    <Section
      title={texts.roles[list.role]}
      hint={
        list.version === 0
          ? texts.usual
          : texts.version(list.version, list.changedBy?.name ?? '', format.day(format.dayOf(list.changedAt)))
      }
      actions={
        onEdit && (
          <Button variant="default" onClick={onEdit}>
            {texts.edit}
          </Button>
        )
      }
    >
      <div className={css.duties}>
        {steps.map((step) => {
          const items = list.items.filter((item) => item.step === step)
          return (
            items.length > 0 && (
              <div key={step}>
                <h3>{texts.steps[step]}</h3>
                <ul className={css.duties}>
                  {items.map((item) => (
                    <li key={item.id}>
                      <small>{texts.parts[item.part]}</small>
                      <span>{item.text}</span>
                    </li>
                  ))}
                </ul>
              </div>
            )
          )
        })}
      </div>
    </Section>
  )
}
