import { DAY_MS } from '#core/calendar/day.ts'
import type { Currency } from '#core/money/currency.ts'
import { currencies } from '#core/money/currency.ts'
import { formats } from '#core/i18n/format.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { useFormat } from '#web/i18n/use-format.tsx'
import { PersonName } from '#web/kit/avatar.tsx'
import { Link } from '#web/kit/routing.tsx'
import { useViewer } from '#web/session.tsx'
import { optionsOf } from '#web/kit/options-of.ts'
import { DealDay, isOverdue } from './columns.tsx'
import { CompanyEditor } from './company-choice.tsx'
import { CustomFields } from './custom-fields.tsx'
import css from './deals.module.css'
import { Fact, InlineField } from '#web/field-edit/inline-field.tsx'
import { LossFields } from './loss-fields.tsx'
import { ChoiceEditor, LongTextEditor, TextEditor } from '#web/kit/inline-editors.tsx'
import { MoneyEditor } from './money-editor.tsx'
import type { DealEdit } from './use-deal-edit.ts'
import { type Card, ownerOptions, useDealsTexts, useReference } from './use-deals.ts'

/** The fields of a deal, each edited in its place. */
export function DealFields({ card, edit }: { card: Card; edit: DealEdit }) {
  const texts = useDealsTexts()
  const words = texts.card
  const format = useFormat()
  const viewer = useViewer()
  const { language } = useLanguage()
  const { data: reference } = useReference()
  const may = card.may.edit
  const isForeign = card.currency !== viewer.currency
  return (
    <div className={css.fields}>
      <InlineField
        name="title"
        label={words.title}
        edit={edit}
        may={may}
        editor={(editor) => (
          <TextEditor editor={editor} label={words.title} value={card.title} changes={(title) => ({ title })} />
        )}
      >
        {card.title}
      </InlineField>
      <InlineField
        name="amountMinor"
        label={words.amount}
        edit={edit}
        may={may}
        editor={(editor) => (
          <MoneyEditor
            editor={editor}
            label={words.amount}
            value={card.amountMinor}
            currency={card.currency as Currency}
          />
        )}
      >
        <strong>{formats(language).moneyExact(card.amountMinor, card.currency as Currency)}</strong>
        {isForeign && <span className={css.quiet}> {words.inCompany(format.moneyExact(card.baseMinor))}</span>}
      </InlineField>
      <InlineField
        name="currency"
        label={words.currency}
        edit={edit}
        may={may}
        editor={(editor) => (
          <ChoiceEditor
            editor={editor}
            label={words.currency}
            value={card.currency}
            options={currencies.map((code) => ({ value: code, label: code }))}
            changes={(currency) => ({ currency: (currency ?? card.currency) as Currency })}
          />
        )}
      >
        {card.currency}
      </InlineField>
      <InlineField
        name="ownerId"
        label={words.owner}
        edit={edit}
        may={card.may.reassign}
        editor={(editor) => (
          <ChoiceEditor
            editor={editor}
            label={words.owner}
            value={card.owner?.id ?? null}
            withAvatars
            options={ownerOptions(reference, card.owner)}
            changes={(ownerId) => ({ ownerId })}
          />
        )}
      >
        {card.owner && <PersonName name={card.owner.name} />}
      </InlineField>
      <InlineField
        name="companyId"
        label={words.company}
        edit={edit}
        may={may}
        acts
        editor={(editor) => <CompanyEditor editor={editor} label={words.company} company={card.company} />}
      >
        {card.company && <Link to={`/clients/${card.company.id}`}>{card.company.name}</Link>}
      </InlineField>
      <InlineField
        name="sourceId"
        label={words.source}
        edit={edit}
        may={may}
        editor={(editor) => (
          <ChoiceEditor
            editor={editor}
            label={words.source}
            value={card.source?.id ?? null}
            clearable
            options={optionsOf(reference?.sources.filter(({ archived, id }) => !archived || id === card.source?.id))}
            changes={(sourceId) => ({ sourceId })}
          />
        )}
      >
        {card.source?.name}
      </InlineField>
      <InlineField
        name="expectedCloseOn"
        label={words.expected}
        edit={edit}
        may={may}
        editor={(editor) => (
          <TextEditor
            type="date"
            editor={editor}
            label={words.expected}
            value={card.expectedCloseOn ?? ''}
            changes={(text) => ({ expectedCloseOn: text === '' ? null : text })}
          />
        )}
      >
        {card.expectedCloseOn && <DealDay day={card.expectedCloseOn} overdue={isOverdue(card, viewer.today)} />}
      </InlineField>
      <InlineField
        name="comment"
        label={words.comment}
        edit={edit}
        may={may}
        editor={(editor) => (
          <LongTextEditor
            editor={editor}
            label={words.comment}
            value={card.comment ?? ''}
            changes={(text) => ({ comment: text === '' ? null : text })}
          />
        )}
      >
        {card.comment && <span className={css.long}>{card.comment}</span>}
      </InlineField>
      <CustomFields card={card} edit={edit} />
      {card.stage.meaning === 'lost' && <LossFields card={card} edit={edit} />}
      <Facts card={card} />
    </div>
  )
}

/** What is known of the deal and not edited by hand. */
function Facts({ card }: { card: Card }) {
  const texts = useDealsTexts()
  const words = texts.card
  const format = useFormat()
  const isLate = Date.parse(card.recordedAt) - Date.parse(card.createdAt) > DAY_MS
  return (
    <>
      {card.closedAt && <Fact label={words.closed}>{format.dateTime(card.closedAt)}</Fact>}
      <Fact label={words.created}>
        {format.dateTime(card.createdAt)}
        {card.createdBy && <span className={css.quiet}> {words.createdBy(card.createdBy.name)}</span>}
        {isLate && <span className={css.quiet}> {words.learnt(format.dateTime(card.recordedAt))}</span>}
      </Fact>
      {card.external && <Fact label={words.external}>{`${card.external.source} · ${card.external.id}`}</Fact>}
    </>
  )
}
