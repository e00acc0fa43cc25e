import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { currencyOptions, zoneOptions } from '#modules/org/ui/api.tsx'
import { api } from '#web/api.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { Form } from '#web/kit/form.tsx'
import { Stepper } from '#web/kit/stepper.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { firstCompany, firstOwner } from '../contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import css from './auth-frame.module.css'
import { enter } from './enter.ts'
import { useAuthTexts } from './use-auth-texts.ts'

type Company = z.output<typeof firstCompany>
type Owner = z.output<typeof firstOwner>

/** Company, then owner; what was typed stays when one goes back and forth. */
export function SetupWizard({ onBack }: { onBack: () => void }) {
  const texts = useAuthTexts()
  const [company, setCompany] = useState<Company>()
  const [step, setStep] = useState('company')
  const [owner, setOwner] = useState<Owner>({ fullName: '', email: '', password: '' })
  const steps = [
    { id: 'choice', label: texts.setup.choice },
    { id: 'company', label: texts.setup.company },
    { id: 'owner', label: texts.setup.owner },
  ]
  return (
    <AuthFrame title={step === 'company' ? texts.setup.company : texts.setup.owner} wide>
      <div className={css.stepper}>
        <Stepper steps={steps} current={step} onStep={(id) => (id === 'choice' ? onBack() : setStep(id))} />
      </div>
      {step === 'company' || !company ? (
        <CompanyStep
          known={company}
          onBack={onBack}
          onDone={(given) => {
            setCompany(given)
            setStep('owner')
          }}
        />
      ) : (
        <OwnerStep company={company} draft={owner} onType={setOwner} onBack={() => setStep('company')} />
      )}
    </AuthFrame>
  )
}

function CompanyStep({
  known,
  onBack,
  onDone,
}: {
  known: Company | undefined
  onBack: () => void
  onDone: (company: Company) => void
}) {
  const texts = useAuthTexts()
  const { language } = useLanguage()
  const form = useForm({
    schema: firstCompany,
    initial: known ?? {
      name: '',
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      currency: 'RUB',
      calendar: 'ru' as const,
    },
    submit: async (values) => values,
    onDone,
  })
  const calendars = Object.entries(texts.setup.calendars).map(([value, label]) => ({ value, label }))
  return (
    <Form
      form={form}
      submitLabel={texts.setup.next}
      guard={false}
      actions={
        <Button variant="default" onClick={onBack}>
          {texts.setup.back}
        </Button>
      }
    >
      <TextInput label={texts.setup.name} autoFocus autoComplete="organization" {...form.text('name')} />
      <Choice
        label={texts.setup.timeZone}
        description={texts.setup.timeZoneHint}
        options={zoneOptions(language)}
        {...form.field('timeZone')}
        onChange={(zone) => form.set('timeZone', zone)}
      />
      <Choice
        label={texts.setup.currency}
        description={texts.setup.currencyHint}
        options={currencyOptions(language)}
        {...form.field('currency')}
        onChange={(currency) => form.set('currency', currency)}
      />
      <Choice
        label={texts.setup.calendar}
        description={texts.setup.calendarHint}
        options={calendars}
        {...form.field('calendar')}
        onChange={(calendar) => form.set('calendar', calendar)}
      />
    </Form>
  )
}

type OwnerProps = { company: Company; draft: Owner; onType: (owner: Owner) => void; onBack: () => void }

function OwnerStep({ company, draft, onType, onBack }: OwnerProps) {
  const texts = useAuthTexts()
  const { language } = useLanguage()
  const form = useForm({
    schema: firstOwner,
    initial: draft,
    submit: (owner) => api.auth.setUpCompany({ company, owner, language }),
    onDone: () => enter(),
    fieldErrors: { password: texts.fields.passwordShort },
  })
  const { fullName, email, password } = form.values
  useEffect(() => {
    onType({ fullName: fullName ?? '', email: email ?? '', password: password ?? '' })
  }, [onType, fullName, email, password])
  return (
    <Form
      form={form}
      submitLabel={texts.setup.finish}
      guard={false}
      actions={
        <Button variant="default" onClick={onBack}>
          {texts.setup.back}
        </Button>
      }
    >
      <p className={css.text}>{texts.setup.ownerHint}</p>
      <TextInput label={texts.fields.fullName} autoFocus autoComplete="name" {...form.text('fullName')} />
      <TextInput label={texts.fields.email} type="email" autoComplete="username" {...form.text('email')} />
      <PasswordInput
        label={texts.fields.password}
        description={texts.fields.passwordHint}
        autoComplete="new-password"
        {...form.text('password')}
      />
    </Form>
  )
}
