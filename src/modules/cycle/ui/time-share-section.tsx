import { Button, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '#web/api.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { Section } from '#web/kit/page.tsx'
import { Theirs } from '#web/kit/theirs.tsx'
import { say } from '#web/kit/toast.tsx'
import { useFollowed } from '#web/kit/use-followed.ts'
import { useViewer } from '#web/session.tsx'
import { timeRoles } from '../calc/time-share.ts'
import { leads } from '../policy.ts'
import css from './cycle.module.css'
import { type TimeShare, useCycleTexts, useCycleWork } from './use-cycle.ts'

const WHOLE = 100

/** Managing, selling, developing people: how the month of the viewer went by what the system saw, and by his own word. */
export function TimeShareSection({ month }: { month: string }) {
  const texts = useCycleTexts().time
  const format = useFormat()
  const viewer = useViewer()
  const [editing, setEditing] = useState(false)
  const { data } = useQuery({
    queryKey: ['cycle', 'time', { month }],
    queryFn: () => api.cycle.timeShare({ month }),
    enabled: leads(viewer),
  })
  if (!data) return null
  return (
    <Section
      title={texts.title}
      hint={`${format.period(month)} · ${texts.hint}`}
      actions={
        data.may.edit && (
          <Button variant="default" onClick={() => setEditing(!editing)}>
            {texts.edit}
          </Button>
        )
      }
    >
      {!data.estimate && !data.own && <p className={css.hint}>{texts.nothing}</p>}
      {data.estimate && <Shares label={texts.seen} shares={data.estimate} />}
      {data.own && <Shares label={texts.own} shares={data.own} note={data.own.note} />}
      {editing && <OwnShare data={data} onDone={() => setEditing(false)} />}
      {data.lines.length > 0 && (
        <ul className={css.deeds}>
          {data.lines
            .toSorted((one, two) => two.minutes - one.minutes)
            .map((line) => (
              <li key={line.kind}>
                <span>{texts.kinds[line.kind] ?? line.kind}</span>
                <span>{format.number(line.n)}</span>
                <span>{format.duration(line.minutes * 60)}</span>
                <small>{texts.roles[line.role]}</small>
              </li>
            ))}
        </ul>
      )}
    </Section>
  )
}

type Parts = { managing: number; selling: number; motivating: number }

function Shares({ label, shares, note }: { label: string; shares: Parts; note?: string | null }) {
  const texts = useCycleTexts().time
  const format = useFormat()
  return (
    <div className={css.shares}>
      <span>{label}</span>
      <div className={css.shareBar}>
        {timeRoles.map((role) => (
          <span key={role} data-role={role} style={{ flexGrow: shares[role] }}>
            {shares[role] > 0 && `${texts.roles[role]} ${format.share(shares[role], { digits: 0 })}`}
          </span>
        ))}
      </div>
      {note && <small>{note}</small>}
    </div>
  )
}

function OwnShare({ data, onDone }: { data: TimeShare; onDone: () => void }) {
  const texts = useCycleTexts().time
  const format = useFormat()
  const work = useCycleWork()
  const start = data.own ?? data.estimate ?? { managing: 0.5, selling: 0.3, motivating: 0.2 }
  const first = { managing: Math.round(start.managing * WHOLE), selling: Math.round(start.selling * WHOLE) }
  const followed = useFollowed(
    { ...first, motivating: WHOLE - first.managing - first.selling, note: data.own?.note ?? '' },
    data.own?.version ?? 0,
  )
  const { note, ...parts } = followed.values
  const sum = parts.managing + parts.selling + parts.motivating
  const save = async () => {
    const shares = {
      managing: parts.managing / WHOLE,
      selling: parts.selling / WHOLE,
      motivating: parts.motivating / WHOLE,
    }
    const { month } = data
    const done = await work(() =>
      sendInTurn(`timeShare:${month}`, followed.version, (version) =>
        api.cycle.setTimeShare({ month, version, note, ...shares }).then(({ own }) => ({ version: own?.version ?? 0 })),
      ),
    )
    if (!done) return
    say(texts.saved)
    onDone()
  }
  return (
    <div className={css.own}>
      {timeRoles.map((role) => (
        <NumberField
          key={role}
          label={`${texts.roles[role]}, %`}
          min={0}
          max={WHOLE}
          value={parts[role]}
          onChange={(value) => followed.change({ [role]: Number(value) || 0 })}
        />
      ))}
      <TextInput
        label={texts.note}
        value={note}
        onChange={(event) => followed.change({ note: event.currentTarget.value })}
      />
      <Theirs of={followed} onMine={() => void save()} />
      <Button disabled={sum !== WHOLE} onClick={() => void save()}>
        {texts.save}
      </Button>
      {sum !== WHOLE && <small>{texts.sum(format.share(sum / WHOLE, { digits: 0 }))}</small>}
    </div>
  )
}
