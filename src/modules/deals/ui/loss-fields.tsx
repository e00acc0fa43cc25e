import { optionsOf } from '#web/kit/options-of.ts'
import css from './deals.module.css'
import { InlineField } from '#web/field-edit/inline-field.tsx'
import { ChoiceEditor, LongTextEditor } from '#web/kit/inline-editors.tsx'
import type { DealEdit } from './use-deal-edit.ts'
import { type Card, useDealsTexts, useReference } from './use-deals.ts'

/** Why a deal was lost, to whom and in which words: put right after the fact. */
export function LossFields({ card, edit }: { card: Card; edit: DealEdit }) {
  const texts = useDealsTexts()
  const { data: reference } = useReference()
  const may = card.may.edit
  const inUse = (items: readonly { id: string; name: string; archived: boolean }[] | undefined, present?: string) =>
    optionsOf(items?.filter(({ archived, id }) => !archived || id === present))
  const competitors = inUse(reference?.competitors, card.lossCompetitor?.id)
  return (
    <>
      <InlineField
        name="lossReasonId"
        label={texts.card.lossReason}
        edit={edit}
        may={may}
        editor={(editor) => (
          <ChoiceEditor
            editor={editor}
            label={texts.card.lossReason}
            value={card.lossReason?.id ?? null}
            options={inUse(reference?.lossReasons, card.lossReason?.id)}
            changes={(id) => (id ? { lossReasonId: id } : {})}
          />
        )}
      >
        {card.lossReason?.name}
      </InlineField>
      {(competitors.length > 0 || card.lossCompetitor) && (
        <InlineField
          name="lossCompetitorId"
          label={texts.loss.competitor}
          edit={edit}
          may={may}
          editor={(editor) => (
            <ChoiceEditor
              editor={editor}
              label={texts.loss.competitor}
              value={card.lossCompetitor?.id ?? null}
              clearable
              options={competitors}
              changes={(lossCompetitorId) => ({ lossCompetitorId })}
            />
          )}
        >
          {card.lossCompetitor?.name}
        </InlineField>
      )}
      <InlineField
        name="lossComment"
        label={texts.loss.comment}
        edit={edit}
        may={may}
        editor={(editor) => (
          <LongTextEditor
            editor={editor}
            label={texts.loss.comment}
            value={card.lossComment ?? ''}
            changes={(text) => ({ lossComment: text === '' ? null : text })}
          />
        )}
      >
        {card.lossComment && <span className={css.long}>{card.lossComment}</span>}
      </InlineField>
    </>
  )
}
