import { Button, Switch, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { clockText, minutesOf } from '#core/calendar/clock-text.ts'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { NumberField } from '#web/kit/number-field.tsx'
import { Section } from '#web/kit/page.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { useFollowed } from '#web/kit/use-followed.ts'
import css from './norms.module.css'
import { type Rules, useNormsTexts } from './use-norms.ts'

/** Which part of the norm each of the first weeks asks for. */
export function RampWeeks({ ramp, mayEdit }: { ramp: Rules['ramp']; mayEdit: boolean }) {
  const texts = useNormsTexts()
  const words = texts.ramp
  const client = useQueryClient()
  const errorText = useErrorText()
  const followed = useFollowed({ shares: ramp.map(({ share }) => share) })
  const { shares } = followed.values
  const setShares = (next: number[]) => followed.change({ shares: next })
  const save = async () => {
    try {
      await api.norms.setRamp({ weeks: shares.map((share, index) => ({ week: index + 1, share })) })
      followed.sent({ shares })
      say(words.saved)
      await client.invalidateQueries({ queryKey: ['norms'] })
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
  }
  return (
    <Section title={words.title} hint={words.full}>
      <p className={css.quiet}>{words.hint}</p>
      <div className={css.weeks}>
        {shares.map((share, index) => (
          <NumberField
            // The place is the week.
            key={`week ${index + 1}`}
            label={words.week(index + 1)}
            suffix=" %"
            min={0}
            max={100}
            disabled={!mayEdit}
            value={Math.round(share * 100)}
            onChange={(value) => setShares(shares.with(index, Math.min(100, Math.max(0, Number(value) || 0)) / 100))}
          />
        ))}
      </div>
      <Theirs of={followed} onMine={() => void save()} />
      {mayEdit && (
        <div className={css.buttons}>
          <Button
            variant="default"
            disabled={shares.length >= 26}
            onClick={() => setShares([...shares, shares.at(-1) ?? 0.5])}
          >
            {words.add}
          </Button>
          <Button variant="default" disabled={shares.length === 0} onClick={() => setShares(shares.slice(0, -1))}>
            {words.remove}
          </Button>
          <Button disabled={!followed.isDirty} onClick={() => void save()}>
            {words.save}
          </Button>
        </div>
      )}
    </Section>
  )
}

/** The seller is told first, his head on the next morning. */
export function AlertSettings({ settings, mayEdit }: { settings: Rules['settings']; mayEdit: boolean }) {
  const texts = useNormsTexts()
  const words = texts.alerts
  const client = useQueryClient()
  const errorText = useErrorText()
  const { version: saved, ...values } = settings
  const followed = useFollowed(values, saved)
  const draft = followed.values
  const save = async () => {
    try {
      await sendInTurn('normSettings', followed.version, (version) => api.norms.editSettings({ ...draft, version }))
      followed.sent(draft)
      say(words.saved)
    } catch (thrown) {
      say(errorText(thrown), 'bad')
    }
    await client.invalidateQueries({ queryKey: ['norms'] })
  }
  const hour = (key: 'tellSellerAt' | 'tellHeadAt', label: string, usual: number) => {
    const value = draft[key]
    return (
      <div className={css.hour}>
        <Switch
          label={label}
          checked={value !== null}
          disabled={!mayEdit}
          onChange={(event) => followed.change({ [key]: event.currentTarget.checked ? usual : null })}
        />
        {value === null ? (
          <span className={css.quiet}>{words.off}</span>
        ) : (
          <TextInput
            type="time"
            aria-label={label}
            disabled={!mayEdit}
            value={clockText(value)}
            onChange={(event) =>
              event.currentTarget.value && followed.change({ [key]: minutesOf(event.currentTarget.value) })
            }
          />
        )}
      </div>
    )
  }
  return (
    <Section title={words.title}>
      {hour('tellSellerAt', words.seller, 960)}
      {hour('tellHeadAt', words.head, 570)}
      <NumberField
        label={words.below}
        suffix=" %"
        min={10}
        max={100}
        disabled={!mayEdit}
        value={Math.round(draft.tellBelow * 100)}
        onChange={(value) => followed.change({ tellBelow: Math.min(100, Math.max(10, Number(value) || 80)) / 100 })}
      />
      <Theirs of={followed} onMine={() => void save()} />
      {mayEdit && (
        <div className={css.buttons}>
          <Button disabled={!followed.isDirty} onClick={() => void save()}>
            {words.save}
          </Button>
        </div>
      )}
    </Section>
  )
}
