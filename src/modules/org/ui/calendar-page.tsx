import { ActionIcon } from '@mantine/core'
import IconChevronLeft from '@tabler/icons-react/dist/esm/icons/IconChevronLeft.mjs'
import IconChevronRight from '@tabler/icons-react/dist/esm/icons/IconChevronRight.mjs'
import { useQuery } from '@tanstack/react-query'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { Page } from '#web/kit/page.tsx'
import { useSearchState } from '#web/kit/routing.tsx'
import { SkeletonBlock } from '#web/kit/skeletons.tsx'
import { useViewer } from '#web/session.tsx'
import { can } from '../policy.ts'
import { CalendarMonth } from './calendar-month.tsx'
import css from './calendar.module.css'
import { useOrgTexts } from './use-org.ts'

const filterSchema = z.object({ year: z.coerce.number().int().min(1990).max(2099).optional() })

/** The production calendar of a year, with the company's own days. */
export function CalendarPage() {
  const texts = useOrgTexts()
  const format = useFormat()
  const viewer = useViewer()
  const [filters, change] = useSearchState(filterSchema)
  const year = filters.year ?? Number(viewer.today.slice(0, 4))
  const calendar = useQuery({ queryKey: ['org', 'calendar', { year }], queryFn: () => api.org.calendar({ year }) })
  const company = useQuery({ queryKey: ['org', 'company'], queryFn: () => api.org.company({}) })
  const total = calendar.data?.months.reduce((sum, { workingDays }) => sum + workingDays, 0)
  const origin =
    company.data?.calendar === 'plain'
      ? texts.calendar.plain
      : calendar.data?.isPublished
        ? texts.calendar.published
        : texts.calendar.estimated
  return (
    <Page
      title={texts.calendar.title}
      scope={
        total === undefined
          ? undefined
          : `${texts.calendar.total(format.counted(total, texts.calendar.workingDays))} · ${origin}`
      }
      actions={
        <div className={css.years}>
          <ActionIcon
            aria-label={texts.calendar.previous}
            title={texts.calendar.previous}
            onClick={() => change({ year: year - 1 })}
          >
            <IconChevronLeft size={18} />
          </ActionIcon>
          <b>{year}</b>
          <ActionIcon
            aria-label={texts.calendar.next}
            title={texts.calendar.next}
            onClick={() => change({ year: year + 1 })}
          >
            <IconChevronRight size={18} />
          </ActionIcon>
        </div>
      }
    >
      <p className={css.legend}>
        {(['off', 'short', 'working'] as const).map((kind) => (
          <span key={kind}>
            <i data-kind={kind} className={css.sample} />
            {texts.calendar.kinds[kind]}
          </span>
        ))}
        <span>
          <i data-own className={css.sample} />
          {texts.calendar.own}
        </span>
      </p>
      {can(viewer, 'editCalendar') && <p className={css.hint}>{texts.calendar.hint}</p>}
      {calendar.error ? (
        <ErrorState error={calendar.error} onRepeat={() => void calendar.refetch()} />
      ) : (
        <div className={css.months}>
          {calendar.data
            ? calendar.data.months.map((month) => (
                <CalendarMonth
                  key={month.month}
                  month={month}
                  calendar={calendar.data}
                  today={viewer.today}
                  mayEdit={can(viewer, 'editCalendar')}
                />
              ))
            : Array.from({ length: 12 }, (_, index) => <SkeletonBlock key={index} height={210} />)}
        </div>
      )}
    </Page>
  )
}
