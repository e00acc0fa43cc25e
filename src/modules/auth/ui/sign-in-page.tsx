import { PasswordInput, TextInput, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { Link, useSearchState } from '#web/kit/routing.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { credentials } from '../contract.ts'
import { AuthFrame } from './auth-frame.tsx'
import css from './auth-frame.module.css'
import { enter } from './enter.ts'
import { Forward } from './forward.tsx'
import { useAuthTexts } from './use-auth-texts.ts'

const search = z.object({ next: z.string().optional(), saved: z.string().optional() })

/** Sign-in: e-mail and password, then the code of an authenticator if the account asks for one. */
export function SignInPage() {
  const texts = useAuthTexts()
  const [{ next, saved }] = useSearchState(search)
  const [step, setStep] = useState<'password' | 'code'>('password')
  const setup = useQuery({ queryKey: ['auth', 'setup'], queryFn: () => api.auth.setup({}) })
  const form = useForm({
    schema: credentials,
    initial: { email: '', password: '', code: '' },
    submit: (values) => api.auth.signIn(values),
    onDone: (answer) => (answer.next === 'code' ? setStep('code') : enter(next)),
  })
  if (setup.data?.isNeeded) return <Forward to="/setup" />
  if (step === 'code') {
    return (
      <AuthFrame title={texts.signIn.codeTitle} text={texts.signIn.codeText}>
        <Form form={form} submitLabel={texts.signIn.submit} guard={false}>
          <TextInput
            label={texts.fields.code}
            autoFocus
            autoComplete="one-time-code"
            inputMode="numeric"
            {...form.text('code')}
          />
        </Form>
        <div className={css.below}>
          <UnstyledButton
            className={css.link}
            onClick={() => {
              form.reset()
              setStep('password')
            }}
          >
            {texts.signIn.back}
          </UnstyledButton>
        </div>
      </AuthFrame>
    )
  }
  return (
    <AuthFrame title={texts.signIn.title}>
      {saved !== undefined && <p className={css.note}>{texts.link.saved}</p>}
      <Form form={form} submitLabel={texts.signIn.submit} guard={false}>
        <TextInput label={texts.fields.email} type="email" autoFocus autoComplete="username" {...form.text('email')} />
        <PasswordInput label={texts.fields.password} autoComplete="current-password" {...form.text('password')} />
      </Form>
      <div className={css.below}>
        <Link to="/forgotten-password" className={css.link}>
          {texts.signIn.forgot}
        </Link>
      </div>
    </AuthFrame>
  )
}
