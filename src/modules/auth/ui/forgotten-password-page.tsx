import { TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { z } from 'zod'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { Link } from '#web/kit/routing.tsx'
import { SkeletonForm } from '#web/kit/skeletons.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { AuthFrame } from './auth-frame.tsx'
import css from './auth-frame.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

const schema = z.object({ email: z.email() })

export function ForgottenPasswordPage() {
  const texts = useAuthTexts()
  const [isSent, setSent] = useState(false)
  const setup = useQuery({ queryKey: ['auth', 'setup'], queryFn: () => api.auth.setup({}) })
  const form = useForm({
    schema,
    initial: { email: '' },
    submit: (values) => api.auth.forgotPassword(values),
    onDone: () => setSent(true),
  })
  const sendsMail = setup.data?.sendsMail ?? true
  return (
    <AuthFrame title={texts.forgot.title} text={isSent || !sendsMail ? undefined : texts.forgot.text}>
      {setup.isPending ? (
        <SkeletonForm fields={1} />
      ) : !sendsMail ? (
        <p className={css.note}>{texts.forgot.noMail}</p>
      ) : isSent ? (
        <p className={css.note}>{texts.forgot.sent}</p>
      ) : (
        <Form form={form} submitLabel={texts.forgot.submit} guard={false}>
          <TextInput
            label={texts.fields.email}
            type="email"
            autoFocus
            autoComplete="username"
            {...form.text('email')}
          />
        </Form>
      )}
      <div className={css.below}>
        <Link to="/sign-in" className={css.link}>
          {texts.forgot.back}
        </Link>
      </div>
    </AuthFrame>
  )
}
