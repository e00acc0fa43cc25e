import { useRef, useState } from 'react'
import { cellText, parseCell, parseTsv } from './cell-text.ts'
import {
  canType,
  changeAt,
  clearing,
  copyText,
  paste,
  rangeOf,
  reversed,
  valueAt,
  type GridChange,
  type GridShape,
  type Pasted,
  type Place,
} from './grid-model.ts'

type Options = {
  shape: GridShape
  onChange: (changes: GridChange[]) => void
  onPasted: (pasted: Pasted) => void
  onBadText: (text: string) => void
  scrollTo: (place: Place) => void
}

const arrows: Record<string, [number, number]> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Where the cursor is, what is being typed, and what each key does: the behaviour of a spreadsheet. */
export function useGrid({ shape, onChange, onPasted, onBadText, scrollTo }: Options) {
  const [active, setActive] = useState<Place>({ row: 0, column: 0 })
  const [anchor, setAnchor] = useState<Place>({ row: 0, column: 0 })
  const [typed, setTyped] = useState<string | undefined>()
  const undone = useRef<GridChange[][]>([])
  const done = useRef<GridChange[][]>([])
  const range = rangeOf(anchor, active)

  const goTo = (place: Place, extend = false) => {
    const row = Math.max(0, Math.min(shape.rows.length - 1, place.row))
    const column = Math.max(0, Math.min(shape.columns.length - 1, place.column))
    setActive({ row, column })
    if (!extend) setAnchor({ row, column })
    scrollTo({ row, column })
  }
  const apply = (changes: GridChange[]) => {
    if (changes.length === 0) return
    done.current.push(changes)
    undone.current = []
    onChange(changes)
  }
  const step = (from: typeof done, to: typeof done) => {
    const changes = from.current.pop()
    if (!changes) return
    const back = reversed(changes)
    to.current.push(back)
    onChange(back)
  }
  const begin = (text?: string) => {
    if (canType(shape, active)) setTyped(text ?? cellText(valueAt(shape, active), shape.unit, shape.language))
  }
  /** Takes the typed text; false when it is not a number and the field stays open. */
  const commit = (): boolean => {
    if (typed === undefined) return true
    const after = parseCell(typed, shape.unit, shape.language)
    if (after === undefined) {
      onBadText(typed)
      return false
    }
    apply(changeAt(shape, active, after))
    setTyped(undefined)
    return true
  }
  const next = (event: React.KeyboardEvent) => {
    const back = event.shiftKey ? -1 : 1
    if (event.key === 'Tab') {
      const column = active.column + back
      const wrapped = column < 0 || column >= shape.columns.length
      const row = active.row + (wrapped ? back : 0)
      if (row < 0 || row >= shape.rows.length) return false
      goTo(wrapped ? { row, column: back === 1 ? 0 : shape.columns.length - 1 } : { row, column })
      return true
    }
    goTo({ row: active.row + back, column: active.column })
    return true
  }

  const onKeyDown = (event: React.KeyboardEvent) => {
    const control = event.ctrlKey || event.metaKey
    if (typed !== undefined) {
      if (event.key === 'Escape') setTyped(undefined)
      else if (event.key === 'Enter' || event.key === 'Tab') {
        if (commit()) next(event)
      } else return
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const arrow = arrows[event.key]
    if (arrow) {
      const [down, right] = arrow
      const far = control ? 1e6 : 1
      goTo({ row: active.row + down * far, column: active.column + right * far }, event.shiftKey)
    } else if (event.key === 'Home') goTo({ row: control ? 0 : active.row, column: 0 }, event.shiftKey)
    else if (event.key === 'End') goTo({ row: control ? 1e6 : active.row, column: 1e6 }, event.shiftKey)
    else if (event.key === 'PageDown') goTo({ row: active.row + 15, column: active.column }, event.shiftKey)
    else if (event.key === 'PageUp') goTo({ row: active.row - 15, column: active.column }, event.shiftKey)
    else if (event.key === 'Tab') {
      if (!next(event)) return
    } else if (event.key === 'Enter' || event.key === 'F2') begin()
    else if (event.key === 'Delete' || event.key === 'Backspace') apply(clearing(shape, range))
    else if (control && event.code === 'KeyA') {
      setAnchor({ row: 0, column: 0 })
      setActive({ row: shape.rows.length - 1, column: shape.columns.length - 1 })
    } else if (control && event.code === 'KeyZ' && !event.shiftKey) step(done, undone)
    else if (control && (event.code === 'KeyZ' || event.code === 'KeyY')) step(undone, done)
    else if (control && event.code === 'KeyD') {
      const top = valueAt(shape, { row: range.top, column: range.left })
      apply(paste(shape, range, [[cellText(top, shape.unit, shape.language)]]).changes)
    } else if (!control && !event.altKey && event.key.length === 1 && /[\d.,+\-−]/.test(event.key)) begin(event.key)
    else return
    event.preventDefault()
  }

  return {
    active,
    range,
    typed,
    setTyped,
    begin,
    commit,
    goTo,
    onKeyDown,
    onCopy: (event: React.ClipboardEvent) => {
      if (typed !== undefined) return
      event.preventDefault()
      event.clipboardData.setData('text/plain', copyText(shape, range))
    },
    onPaste: (event: React.ClipboardEvent) => {
      if (typed !== undefined) return
      event.preventDefault()
      const pasted = paste(shape, range, parseTsv(event.clipboardData.getData('text/plain')))
      apply(pasted.changes)
      setAnchor({ row: pasted.range.top, column: pasted.range.left })
      setActive({ row: pasted.range.bottom, column: pasted.range.right })
      onPasted(pasted)
    },
  }
}
