import { ActionIcon, Button, Modal } from '@mantine/core'
import IconX from '@tabler/icons-react/dist/esm/icons/IconX.mjs'
import { useState } from 'react'
import { splitExactly } from '#core/money/split.ts'
import { api } from '#web/api.ts'
import { useFormat } from '#web/i18n/use-format.tsx'
import { Choice } from '#web/kit/choice.tsx'
import { NumberField } from '#web/kit/number-field.tsx'
import { useFocusBack } from '#web/kit/use-focus-back.ts'
import css from './deals.module.css'
import { type Card, ownerOptions, useDealsTexts, useReference } from './use-deals.ts'
import { useParticipants } from './use-participants.ts'

interface Member {
  id: string
  name: string
  /** Hundredths of a percent. */
  shareBp: number
}

const WHOLE_BP = 10_000

/** Splits the credit of a deal among people; it can be saved when the parts make the whole. */
export function TeamDialog({ card, onClose }: { card: Card; onClose: () => void }) {
  useFocusBack()
  const texts = useDealsTexts()
  const words = texts.team
  const format = useFormat()
  const { data: reference } = useReference()
  const { save, pending } = useParticipants(card)
  const [members, setMembers] = useState<Member[]>(() => {
    const team = card.team.map(({ id, name, share }) => ({ id, name, shareBp: Math.round(share * WHOLE_BP) }))
    return team.length > 0 || !card.owner ? team : [{ ...card.owner, shareBp: WHOLE_BP }]
  })
  const sum = members.reduce((all, { shareBp }) => all + shareBp, 0)
  const offered = ownerOptions(reference).filter(({ value }) => !members.some(({ id }) => id === value))
  const even = (people: readonly Member[]) => {
    const shares = splitExactly(
      BigInt(WHOLE_BP),
      people.map(() => 1),
    )
    return people.map((member, index) => ({ ...member, shareBp: Number(shares[index] ?? 0) }))
  }
  const put = async (given: readonly Member[]) => {
    const sent = given.map(({ id, shareBp }) => ({ personId: id, share: shareBp / WHOLE_BP }))
    if (await save((_now, version) => api.deals.setTeam({ id: card.id, version, members: sent }))) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={<strong>{words.dialogTitle}</strong>}
      size={480}
      transitionProps={{ duration: 100 }}
    >
      <div className={css.dialog}>
        <p className={css.quiet}>{words.hint}</p>
        <ul className={css.people}>
          {members.map((member) => (
            <li key={member.id}>
              <div className={css.personText}>
                {member.name}
                {member.id === card.owner?.id && <small>{words.owner}</small>}
              </div>
              <NumberField
                className={css.shareInput ?? ''}
                aria-label={words.shareOf(member.name)}
                value={member.shareBp / 100}
                min={0}
                max={100}
                decimalScale={2}
                hideControls
                suffix=" %"
                onChange={(typed) =>
                  setMembers(
                    members.map((one) =>
                      one.id === member.id ? { ...one, shareBp: Math.round(Number(typed || 0) * 100) } : one,
                    ),
                  )
                }
              />
              <ActionIcon
                aria-label={words.remove(member.name)}
                title={words.remove(member.name)}
                style={{ visibility: member.id === card.owner?.id ? 'hidden' : 'visible' }}
                onClick={() => setMembers(members.filter(({ id }) => id !== member.id))}
              >
                <IconX size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
        <Choice
          aria-label={words.addPerson}
          placeholder={words.addPerson}
          options={offered}
          withAvatars
          value={null}
          onChange={(id) => {
            const name = offered.find(({ value }) => value === id)?.label
            if (id && name) setMembers(even([...members, { id, name, shareBp: 0 }]))
          }}
        />
        <p role="status" className={sum === WHOLE_BP ? css.quiet : css.warning}>
          {words.sum(format.share(sum / WHOLE_BP, { digits: sum % 100 === 0 ? 0 : 2 }))}
        </p>
        <div className={css.buttons}>
          {card.team.length > 0 && (
            <Button variant="subtle" onClick={() => void put([])}>
              {words.dissolve}
            </Button>
          )}
          <Button variant="default" onClick={() => setMembers(even(members))}>
            {words.even}
          </Button>
          <Button loading={pending} disabled={sum !== WHOLE_BP} onClick={() => void put(members)}>
            {texts.settings.save}
          </Button>
        </div>
      </div>
    </Modal>
  )
}
