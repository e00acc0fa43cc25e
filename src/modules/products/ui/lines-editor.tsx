import { Button, SegmentedControl, Textarea } from '@mantine/core'
import IconPlus from '@tabler/icons-react/dist/esm/icons/IconPlus.mjs'
import { type KeyboardEvent, useRef } from 'react'
import { formats } from '#core/i18n/format.ts'
import type { Currency } from '#core/money/currency.ts'
import { useLanguage } from '#web/i18n/language.tsx'
import { EmptyState } from '#web/kit/empty-state.tsx'
import { LeaveGuard } from '#web/kit/form.tsx'
import { useErrorText } from '#web/kit/use-error-text.ts'
import { VAT_MODES } from '../calc/line-sums.ts'
import { LineRow } from './line-row.tsx'
import css from './lines.module.css'
import { LinesTotals } from './lines-totals.tsx'
import { useLinesEditor } from './use-lines-editor.ts'
import { type DealLines, useProductsTexts } from './use-products.ts'

/** The lines of a deal as a small grid: arrows and Enter go from line to line, Ctrl+Enter saves. */
export function LinesEditor({ data }: { data: DealLines }) {
  const { lines: texts } = useProductsTexts()
  const { language } = useLanguage()
  const format = formats(language)
  const errorText = useErrorText()
  const editor = useLinesEditor(data)
  const body = useRef<HTMLTableSectionElement>(null)
  const { drafts, mode, isDirty, mayEdit, products } = editor
  const currency = data.currency as Currency

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      editor.save()
      return
    }
    const down = event.key === 'ArrowDown' || event.key === 'Enter'
    if ((!down && event.key !== 'ArrowUp') || event.defaultPrevented) return
    const cell = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')
    // In the field of the product arrows choose from its list.
    if (!cell || cell.dataset['cell'] === 'product' || (event.target as HTMLElement).tagName === 'SELECT') return
    event.preventDefault()
    const row = Number(cell.closest('tr')?.dataset['row']) + (down ? 1 : -1)
    if (down && row === drafts.length) editor.add()
    requestAnimationFrame(() => {
      const next = body.current?.querySelector<HTMLInputElement>(
        `tr[data-row="${row}"] [data-cell="${row === drafts.length ? 'product' : cell.dataset['cell']}"] input`,
      )
      next?.focus()
      next?.select()
    })
  }

  const add = () => {
    editor.add()
    // The first thing to say of a line is what is sold.
    requestAnimationFrame(() =>
      body.current?.querySelector<HTMLInputElement>('tr:last-child [data-cell="product"] input')?.focus(),
    )
  }

  if (drafts.length === 0 && !isDirty) {
    return (
      <EmptyState
        title={texts.empty}
        text={texts.emptyText}
        action={mayEdit && <Button onClick={add}>{texts.add}</Button>}
      />
    )
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- keys that bubble up from the fields
    <div className={css.editor} onKeyDown={onKeyDown}>
      <LeaveGuard dirty={isDirty} />
      <div className={css.scroll}>
        <table className={css.grid}>
          <thead>
            <tr>
              <th>{texts.product}</th>
              <th data-number>{texts.quantity}</th>
              <th>{texts.unit}</th>
              <th data-number>{texts.price}</th>
              <th data-number>{texts.discount}</th>
              <th>{texts.vat}</th>
              <th data-number>{texts.sum}</th>
              <th />
            </tr>
          </thead>
          <tbody ref={body}>
            {drafts.map((draft, index) => (
              <LineRow
                key={draft.key}
                index={index}
                draft={draft}
                mode={mode}
                currency={currency}
                limitBp={data.limitBp}
                products={products}
                mayEdit={mayEdit}
                wrong={editor.wrong?.key === draft.key ? editor.wrong.field : null}
                onChange={(change) => editor.change(draft.key, change)}
                onRemove={() => editor.remove(draft.key)}
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className={css.under}>
        {mayEdit && (
          <div className={css.tools}>
            <Button variant="default" leftSection={<IconPlus size={16} />} onClick={add}>
              {texts.add}
            </Button>
            <SegmentedControl
              aria-label={texts.mode}
              data={VAT_MODES.map((value) => ({ value, label: texts.modes[value] }))}
              value={mode}
              onChange={editor.setMode}
            />
          </div>
        )}
        <LinesTotals sums={editor.sums} currency={currency} />
      </div>
      {editor.conflict && (
        <p className={css.problem} role="alert">
          {errorText(editor.error)}{' '}
          <Button size="compact-sm" variant="default" onClick={editor.reload}>
            {texts.reload}
          </Button>
        </p>
      )}
      {!editor.conflict && !editor.over && editor.error !== null && (
        <p className={css.problem} role="alert">
          {errorText(editor.error)}
        </p>
      )}
      {editor.over && (
        <div className={css.over} role="alert">
          <p>
            {texts.over(format.share(editor.over.discountBp / 10_000, { digits: 2 }))}{' '}
            {texts.limit(format.share(editor.over.limitBp / 10_000, { digits: 2 }))}
          </p>
          <Textarea
            label={texts.askNote}
            autosize
            minRows={2}
            value={editor.note}
            onChange={(event) => editor.setNote(event.currentTarget.value)}
          />
          <Button loading={editor.isSaving} onClick={editor.ask}>
            {texts.ask}
          </Button>
        </div>
      )}
      {isDirty && mayEdit && (
        <div className={css.buttons}>
          <span className={css.quiet}>{texts.unsaved}</span>
          <Button variant="default" onClick={editor.reload}>
            {texts.cancel}
          </Button>
          <Button loading={editor.isSaving} onClick={editor.save}>
            {texts.save}
          </Button>
        </div>
      )}
    </div>
  )
}
