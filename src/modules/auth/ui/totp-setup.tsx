import { Button, CopyButton, TextInput } from '@mantine/core'
import { z } from 'zod'
import type { Outputs } from '#core/http/contract.ts'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { QrCode } from '#web/kit/qr-code.tsx'
import { useForm } from '#web/kit/use-form.ts'
import type { authContract } from '../contract.ts'
import css from './profile.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

export type TotpStart = Outputs<typeof authContract>['startTotp']

const schema = z.object({
  code: z
    .string()
    // Apps show it in two halves.
    .overwrite((typed) => typed.replaceAll(/\s/g, ''))
    .regex(/^\d{6}$/),
})

/** The QR code and the first code that proves that the app has understood it. */
export function TotpSetup({ start, onDone, onCancel }: { start: TotpStart; onDone: () => void; onCancel: () => void }) {
  const texts = useAuthTexts()
  const form = useForm({ schema, initial: { code: '' }, submit: (values) => api.auth.confirmTotp(values), onDone })
  return (
    <div className={css.scan}>
      <QrCode text={start.uri} label={texts.profile.qr} />
      <div>
        <p className={css.text}>{texts.profile.scan}</p>
        <p className={css.text}>
          {texts.profile.secret}: <span className={css.mono}>{start.secret.match(/.{1,4}/g)?.join(' ')}</span>
        </p>
        <Form
          form={form}
          submitLabel={texts.profile.confirm}
          guard={false}
          actions={
            <Button variant="default" onClick={onCancel}>
              {texts.profile.cancel}
            </Button>
          }
        >
          <TextInput
            label={texts.profile.firstCode}
            autoFocus
            data-autofocus
            autoComplete="one-time-code"
            inputMode="numeric"
            {...form.text('code')}
          />
        </Form>
      </div>
    </div>
  )
}

/** Shown once. */
export function BackupCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const texts = useAuthTexts()
  return (
    <>
      <p className={css.text}>{texts.profile.backupText}</p>
      <ul className={css.codes} aria-label={texts.profile.backupTitle}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={css.line}>
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? texts.profile.copied : texts.profile.copy}
            </Button>
          )}
        </CopyButton>
        <Button onClick={onDone}>{texts.profile.done}</Button>
      </div>
    </>
  )
}
