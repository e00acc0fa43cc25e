import { TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useFormat } from '../../i18n/use-format.tsx'
import { Choice } from '../choice.tsx'
import { cellText, parseCell } from '../grid/cell-text.ts'
import { useKitTexts } from '../use-kit-texts.ts'
import type { CellEdit, Column } from './column.ts'
import css from './data-table.module.css'

/** Where the editing goes on after a value is given. */
export type EditNext = 'stay' | 'next' | 'previous'

type Props<Row> = {
  row: Row
  column: Column<Row>
  edit: CellEdit<Row>
  /** `save` is left out when nothing has changed. */
  onDone: (next: EditNext, save?: () => unknown) => void
  onCancel: () => void
}

/** Escape is the editor's own: a panel around the table stays open. */
const own = { 'data-mantine-stop-propagation': true }

/** A cell while it is edited: Enter and leaving it save, Tab saves and goes on, Escape leaves all as it was. */
export function CellEditor<Row>(props: Props<Row>) {
  const { edit } = props
  const { currency, language } = useFormat()
  switch (edit.kind) {
    case 'text':
      return (
        <Line
          {...props}
          initial={edit.value(props.row)}
          parse={(text) => textOf(text, edit.required)}
          save={(value) => edit.save(props.row, value)}
        />
      )
    case 'money':
    case 'number': {
      const unit = edit.kind === 'money' ? (edit.currency?.(props.row) ?? currency) : edit.kind
      const value = edit.value(props.row)
      return (
        <Line
          {...props}
          initial={value === null ? '' : cellText(value, unit, language)}
          parse={(text) => required(parseCell(text, unit, language), edit.required)}
          save={(next) => edit.save(props.row, next)}
          align="end"
        />
      )
    }
    case 'day':
      return (
        <Line
          {...props}
          type="date"
          initial={edit.value(props.row) ?? ''}
          parse={(text) => required(text === '' ? null : text, edit.required)}
          save={(next) => edit.save(props.row, next)}
        />
      )
    case 'choice':
    case 'person':
      return <Chosen {...props} edit={edit} />
  }
}

const textOf = (text: string, isRequired = false) => (isRequired && text.trim() === '' ? undefined : text.trim())
const required = <Value,>(value: Value | null | undefined, isRequired = false) =>
  isRequired && value === null ? undefined : value

type LineProps<Row, Value> = Props<Row> & {
  initial: string
  /** Undefined: the text is no value. */
  parse: (text: string) => Value | undefined
  save: (value: Value) => unknown
  type?: 'text' | 'date'
  align?: 'end'
}

function Line<Row, Value>({
  column,
  initial,
  parse,
  save,
  type = 'text',
  align,
  onDone,
  onCancel,
}: LineProps<Row, Value>) {
  const texts = useKitTexts()
  const [text, setText] = useState(initial)
  const [isWrong, setWrong] = useState(false)
  const over = useRef(false)
  const done = (next: EditNext, isLeaving = false) => {
    if (over.current) return
    const value = text === initial ? null : parse(text)
    if (value === undefined) {
      if (isLeaving) cancel()
      else setWrong(true)
      return
    }
    over.current = true
    onDone(next, text === initial ? undefined : () => save(value as Value))
  }
  const cancel = () => {
    over.current = true
    onCancel()
  }
  return (
    <TextInput
      {...own}
      className={css.editor ?? ''}
      aria-label={column.header}
      type={type}
      value={text}
      error={isWrong}
      title={isWrong ? texts.table.badValue : ''}
      data-align={align}
      data-autofocus
      autoFocus
      onFocus={(event) => type === 'text' && event.currentTarget.select()}
      onChange={(event) => {
        setText(event.currentTarget.value)
        setWrong(false)
      }}
      onBlur={() => done('stay', true)}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Enter') done('stay')
        else if (event.key === 'Tab') {
          event.preventDefault()
          done(event.shiftKey ? 'previous' : 'next')
        } else if (event.key === 'Escape') cancel()
      }}
    />
  )
}

type ChosenProps<Row> = Props<Row> & { edit: Extract<CellEdit<Row>, { kind: 'choice' | 'person' }> }

function Chosen<Row>({ row, column, edit, onDone, onCancel }: ChosenProps<Row>) {
  const frame = useRef<HTMLDivElement>(null)
  const over = useRef(false)
  const value = edit.value(row)
  useEffect(() => {
    const input = frame.current?.querySelector('input')
    input?.focus()
    input?.click()
  }, [])
  const done = (next: EditNext, save?: () => unknown) => {
    if (over.current) return
    over.current = true
    onDone(next, save)
  }
  return (
    <div
      ref={frame}
      role="presentation"
      className={css.editor}
      onBlur={(event) => {
        const to = event.relatedTarget
        const isInside = event.currentTarget.contains(to) || to?.closest('[role="listbox"]')
        if (!isInside && !over.current) {
          over.current = true
          onCancel()
        }
      }}
      onKeyDown={(event) => {
        event.stopPropagation()
        if (event.key === 'Tab') {
          event.preventDefault()
          done(event.shiftKey ? 'previous' : 'next')
        } else if (event.key === 'Escape' && !over.current) {
          over.current = true
          onCancel()
        }
      }}
    >
      <Choice
        {...own}
        aria-label={column.header}
        value={value}
        chosen={edit.chosen?.(row)}
        clearable={edit.clearable ?? false}
        withAvatars={edit.kind === 'person'}
        onChange={(next) => done('stay', next === value ? undefined : () => edit.save(row, next))}
        {...edit.source(row)}
      />
    </div>
  )
}
