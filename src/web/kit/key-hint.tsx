import css from './key-hint.module.css'

/** Keys as caps: `<KeyHint keys="Ctrl+K" />`. */
export function KeyHint({ keys }: { keys: string }) {
  return (
    <span className={css.hint}>
      {keys.split('+').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
