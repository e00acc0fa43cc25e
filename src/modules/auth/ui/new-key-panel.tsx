import { Button, CopyButton, Radio, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { Form } from '#web/kit/form.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { useForm } from '#web/kit/use-form.ts'
import { newKey } from '../contract.ts'
import css from './profile.module.css'
import { useAuthTexts } from './use-auth-texts.ts'

type Props = { opened: boolean; onClose: () => void }

/** Makes a key and shows it this once. */
export function NewKeyPanel({ opened, onClose }: Props) {
  const texts = useAuthTexts()
  return (
    <SidePanel opened={opened} onClose={onClose} title={texts.keys.add}>
      {opened && <NewKey onClose={onClose} />}
    </SidePanel>
  )
}

function NewKey({ onClose }: { onClose: () => void }) {
  const texts = useAuthTexts()
  const client = useQueryClient()
  const [made, setMade] = useState<string>()
  const form = useForm({
    schema: newKey,
    initial: { name: '', access: 'read' as const },
    submit: (values) => api.auth.addApiKey(values),
    onDone: ({ key }) => {
      setMade(key)
      void client.invalidateQueries({ queryKey: ['auth', 'apiKeys'] })
    },
  })
  if (made !== undefined) {
    return (
      <>
        <p className={css.text}>{texts.keys.once}</p>
        <div className={css.secret}>
          <span className={css.mono}>{made}</span>
          <CopyButton value={made}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy} data-autofocus>
                {copied ? texts.profile.copied : texts.profile.copy}
              </Button>
            )}
          </CopyButton>
        </div>
        <p>
          <Button onClick={onClose}>{texts.keys.close}</Button>
        </p>
      </>
    )
  }
  return (
    <Form form={form} submitLabel={texts.keys.create} guard={false}>
      <TextInput label={texts.keys.name} placeholder={texts.keys.nameHint} data-autofocus {...form.text('name')} />
      <Radio.Group
        label={texts.keys.access}
        description={texts.keys.accessHint}
        value={form.values.access ?? 'read'}
        onChange={(access) => form.set('access', access)}
      >
        <div className={css.radios}>
          {Object.entries(texts.keys.accesses).map(([value, label]) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </div>
      </Radio.Group>
    </Form>
  )
}
