import { useFormat } from '#web/i18n/use-format.tsx'
import type { KindPreview } from '../contract.ts'
import css from './fields.module.css'
import { useFieldsTexts } from './use-fields.ts'

/** How many values fit a kind, and which do not; `kept`: what becomes of those. */
export function KindOutcome({ preview, kept }: { preview: KindPreview; kept: string }) {
  const words = useFieldsTexts().preview
  const format = useFormat()
  if (preview.values === 0) return <p>{words.none}</p>
  return (
    <>
      <p className={css.figures}>
        <span>{words.values(format.number(preview.values), preview.values)}</span>
        <span>{words.converted(format.number(preview.converted))}</span>
        <strong className={preview.lost > 0 ? css.lost : undefined}>{words.lost(format.number(preview.lost))}</strong>
      </p>
      {preview.newOptions > 0 && <p>{words.newOptions(preview.newOptions)}</p>}
      {preview.examples.length > 0 && (
        <div>
          <strong>{words.examples}</strong>
          <ul className={css.examples}>
            {preview.examples.map(({ text, count }) => (
              <li key={text}>
                <span>{text}</span>
                {count > 1 && <small>{`× ${format.number(count)}`}</small>}
              </li>
            ))}
          </ul>
        </div>
      )}
      {preview.lost > 0 && <p className={css.hint}>{kept}</p>}
    </>
  )
}
