import { useRef, useState, type ReactNode } from 'react'
import type { CustomDraft } from '#modules/fields/ui/api.tsx'
import { api } from '#web/api.ts'
import { isKept, toApiError } from '#web/api-error.ts'
import { sendInTurn } from '#web/field-edit/send-in-turn.ts'
import { say, useUndoToast } from '#web/kit/toast.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { LossDialog } from './loss-dialog.tsx'
import { MoveConflict } from './move-conflict.tsx'
import { RequiredFieldsDialog } from './required-fields-dialog.tsx'
import { usePatch } from './use-patch.ts'
import { type Card, type Deal, type Stage, useDealsTexts, useReference } from './use-deals.ts'

/** What goes along with a move. */
interface Along {
  lossReasonId?: string
  lossComment?: string
  lossCompetitorId?: string
  custom?: CustomDraft
}

interface Changed {
  current: Card
  by: { name: string } | null
  at: string | null
}

type Asked =
  | { kind: 'loss'; deal: Deal; stage: Stage }
  | { kind: 'conflict'; deal: Deal; stage: Stage; along: Along; by: string | null; at: string | null }
  | { kind: 'fields'; deal: Deal; stage: Stage; along: Along; fieldIds: readonly string[] }

/**
 * Moves deals. The card is on its new stage at once; the server's answer corrects it, a refusal brings it back. A loss asks for its reason
 * first, a stage for the fields that it must have; a move can be taken back for 8 seconds. Gives the function and the dialogs to draw.
 */
export function useMove(): { move: (deal: Deal, stage: Stage) => void; dialogs: ReactNode } {
  const texts = useDealsTexts()
  const errorText = useErrorText()
  const undo = useUndoToast()
  const patch = usePatch()
  const { data: reference } = useReference()
  const [asked, setAsked] = useState<Asked>()
  // A card may be moved again before the server has answered: the answer to its last move is shown.
  const last = useRef(new Map<string, object>())

  const send = async (deal: Deal, stage: Stage, along: Along, isSecond = false): Promise<void> => {
    const mine = {}
    last.current.set(deal.id, mine)
    const record = `deal:${deal.id}`
    const keep = {
      title: texts.boardWords.moved(deal.title, stage.name),
      record,
      page: `/deals/${deal.id}`,
      stamp: 'occurredAt',
    }
    try {
      const { moved, seq } = await sendInTurn(record, deal.version, async (version) => {
        const answer = await api.deals.move(
          { id: deal.id, version, stageId: stage.id, ...along },
          { context: { keep } },
        )
        return { moved: answer.deal, seq: answer.seq, version: answer.deal.version }
      })
      if (last.current.get(deal.id) === mine) {
        patch.row(moved)
        patch.again(deal.id)
        patch.settle(deal.id)
      }
      undo({
        text: texts.boardWords.moved(deal.title, stage.name),
        onUndo: async () => {
          patch.row(await api.deals.undoMove({ id: deal.id, seq }))
          patch.settle(deal.id)
        },
      })
    } catch (thrown) {
      // The card stays where it was put; the move waits for the network.
      if (isKept(thrown)) return
      const error = toApiError(thrown)
      const change = error.code === 'DEAL_CHANGED' ? (error.data as Changed) : undefined
      if (error.code === 'STAGE_FIELDS_REQUIRED') {
        const { fields } = error.data as { fields: { id: string }[] }
        setAsked({ kind: 'fields', deal, stage, along, fieldIds: fields.map(({ id }) => id) })
      } else if (change && !isSecond && change.current.stage.id === deal.stage.id) {
        // Somebody was at another field: the card goes where it was put, his change stays.
        patch.card(change.current)
        show(change.current, stage)
        await send(change.current, stage, along, true)
      } else if (change) {
        const { current, by, at } = change
        patch.card(current)
        setAsked({ kind: 'conflict', deal: current, stage, along, by: by?.name ?? null, at })
      } else {
        patch.row(deal)
        say(errorText(thrown), 'bad')
      }
    }
  }

  const show = (deal: Deal, stage: Stage) =>
    patch.row({
      ...deal,
      stage: {
        id: stage.id,
        name: stage.name,
        pipelineId: stage.pipelineId,
        meaning: stage.meaning,
        color: stage.color,
      },
      stageEnteredAt: new Date().toISOString(),
    })

  const move = (deal: Deal, stage: Stage) => {
    if (deal.stage.id === stage.id) return
    show(deal, stage)
    const asksReason = stage.meaning === 'lost' && reference?.lossReasons.some(({ archived }) => !archived)
    if (asksReason) setAsked({ kind: 'loss', deal, stage })
    else void send(deal, stage, {})
  }

  const close = () => setAsked(undefined)
  const dialogs = (
    <>
      <LossDialog
        opened={asked?.kind === 'loss'}
        title={asked?.deal.title ?? ''}
        onCancel={() => {
          if (asked) patch.row(asked.deal)
          close()
        }}
        onChoose={(loss) => {
          if (asked) void send(asked.deal, asked.stage, loss)
          close()
        }}
      />
      <MoveConflict
        opened={asked?.kind === 'conflict'}
        deal={asked?.deal}
        stage={asked?.stage}
        by={asked?.kind === 'conflict' ? asked.by : null}
        at={asked?.kind === 'conflict' ? asked.at : null}
        onCancel={close}
        onMove={() => {
          if (asked?.kind === 'conflict') {
            show(asked.deal, asked.stage)
            void send(asked.deal, asked.stage, asked.along)
          }
          close()
        }}
      />
      <RequiredFieldsDialog
        asked={asked?.kind === 'fields' ? asked : undefined}
        onCancel={() => {
          if (asked) patch.row(asked.deal)
          close()
        }}
        onFill={(custom) => {
          if (asked?.kind === 'fields') void send(asked.deal, asked.stage, { ...asked.along, custom })
          close()
        }}
      />
    </>
  )
  return { move, dialogs }
}
