import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { SidePanel } from '#web/kit/side-panel.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import { contactKinds } from '../calc/profile.ts'
import css from './decomposition.module.css'
import { type DecompositionSettings, useDecompositionTexts } from './use-decomposition.ts'

/** How long contacts take and how many hours there are for them. */
export function SettingsPanel({ settings, onClose }: { settings: DecompositionSettings; onClose: () => void }) {
  const texts = useDecompositionTexts()
  const words = texts.settings
  const client = useQueryClient()
  const errorText = useErrorText()
  const { version: saved, ...values } = settings
  const followed = useFollowed(values, saved)
  const draft = followed.values
  const [mistake, setMistake] = useState<string>()
  const save = async () => {
    try {
      await sendInTurn('decompositionSettings', followed.version, (version) =>
        api.decomposition.editSettings({ ...draft, version }),
      )
      say(words.saved)
      await client.invalidateQueries({ queryKey: ['decomposition'] })
      onClose()
    } catch (thrown) {
      setMistake(errorText(thrown))
      void client.invalidateQueries({ queryKey: ['decomposition'] })
    }
  }
  return (
    <SidePanel
      opened
      onClose={onClose}
      title={words.title}
      footer={<Button onClick={() => void save()}>{words.save}</Button>}
    >
      <div className={css.fields}>
        <p className={css.quiet}>{words.text}</p>
        {contactKinds.map((kind) => (
          <NumberField
            key={kind}
            label={words.minutes(texts.kinds[kind])}
            min={0}
            max={600}
            value={draft.minutes[kind]}
            onChange={(value) => followed.change({ minutes: { ...draft.minutes, [kind]: Number(value) || 0 } })}
          />
        ))}
        <NumberField
          label={words.hours}
          min={0.5}
          max={16}
          step={0.5}
          decimalScale={2}
          value={draft.hoursPerDay}
          onChange={(value) => followed.change({ hoursPerDay: Number(value) || 0.5 })}
        />
        {mistake && (
          <p role="alert" className={css.mistake}>
            {mistake}
          </p>
        )}
        <Theirs of={followed} onMine={() => void save()} />
      </div>
    </SidePanel>
  )
}
