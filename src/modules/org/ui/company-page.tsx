import { Button, Checkbox, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { ErrorState } from '#web/kit/error-state.tsx'
import { FieldRow, Form } from '#web/kit/form.tsx'
import { Page, Section } from '#web/kit/page.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { say } from '#web/kit/toast.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { putAnswer } from '#web/kit/put-answer.ts'
import { useViewer } from '#web/session.tsx'
import { companyChange } from '../contract.ts'
import { can } from '../policy.ts'
import css from './org.module.css'
import { currencyOptions, zoneOptions } from './options.ts'
import { type Company, useOrgTexts } from './use-org.ts'

type Change = z.output<typeof companyChange>

export function CompanyPage() {
  const texts = useOrgTexts()
  const viewer = useViewer()
  const company = useQuery({ queryKey: ['org', 'company'], queryFn: () => api.org.company({}) })
  const mayEdit = can(viewer, 'editCompany')
  return (
    <Page title={texts.company.title} width="narrow">
      {company.error ? (
        <ErrorState error={company.error} onRepeat={() => void company.refetch()} />
      ) : (
        <Section title={company.data?.name ?? texts.company.title} hint={mayEdit ? undefined : texts.company.readOnly}>
          {company.data ? <CompanyForm company={company.data} mayEdit={mayEdit} /> : <SkeletonForm fields={6} />}
        </Section>
      )}
      {viewer.isDemo && viewer.role === 'owner' && (
        <Section title={texts.company.ownTitle} hint={texts.company.ownText}>
          <Button variant="default" component="a" href="/setup">
            {texts.company.own}
          </Button>
        </Section>
      )}
    </Page>
  )
}

function CompanyForm({ company, mayEdit }: { company: Company; mayEdit: boolean }) {
  const texts = useOrgTexts()
  const client = useQueryClient()
  const { language } = useLanguage()
  const { currencyIsFree, timeZoneIsFree, isDemo: _isDemo, ...initial } = company
  const form = useForm({
    schema: companyChange,
    initial,
    version: company.version,
    record: 'company',
    submit: (values, version) => api.org.editCompany({ ...values, version }),
    refresh: () => client.invalidateQueries({ queryKey: ['org', 'company'] }),
    onDone: (saved) => {
      void putAnswer(client, ['org', 'company'], saved)
      void client.invalidateQueries({ queryKey: ['viewer'] })
      say(texts.saved)
    },
  })
  const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }))
  const set =
    <Name extends keyof Change>(name: Name) =>
    (value: string | null) =>
      form.set(name, value)
  return (
    <fieldset disabled={!mayEdit} className={css.fieldset}>
      <Form form={form}>
        <TextInput label={texts.company.name} {...form.text('name')} />
        <FieldRow>
          <Choice
            label={texts.company.timeZone}
            description={timeZoneIsFree ? texts.company.timeZoneHint : texts.company.timeZoneFixed}
            disabled={!timeZoneIsFree}
            options={zoneOptions(language)}
            {...form.field('timeZone')}
            onChange={set('timeZone')}
          />
          <Choice
            label={texts.company.currency}
            {...(!currencyIsFree && { description: texts.company.currencyFixed })}
            disabled={!currencyIsFree}
            options={currencyOptions(language)}
            {...form.field('currency')}
            onChange={set('currency')}
          />
        </FieldRow>
        <FieldRow>
          <Choice
            label={texts.company.calendar}
            options={options(texts.company.calendars)}
            {...form.field('calendar')}
            onChange={set('calendar')}
          />
          <Choice
            label={texts.company.language}
            description={texts.company.languageHint}
            options={options({ ru: 'Русский', en: 'English' })}
            {...form.field('language')}
            onChange={set('language')}
          />
        </FieldRow>
        <Checkbox.Group
          label={texts.company.weekDays}
          value={(form.values.weekDays || []).map(String)}
          onChange={(days) =>
            form.set(
              'weekDays',
              days.map(Number).toSorted((a, b) => a - b),
            )
          }
          error={form.errors['weekDays']}
        >
          <div className={css.week}>
            {texts.calendar.weekdays.map((name, index) => (
              <Checkbox
                key={name}
                value={String(index + 1)}
                label={name}
                aria-label={texts.calendar.weekdayNames[index]}
              />
            ))}
          </div>
        </Checkbox.Group>
      </Form>
    </fieldset>
  )
}
