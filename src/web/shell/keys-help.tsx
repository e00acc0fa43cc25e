import { Modal } from '@mantine/core'
import { KeyHint } from '../kit/key-hint.tsx'
import css from './keys-help.module.css'
import { useShellTexts } from './use-shell-texts.ts'

/** `?`: which keys do what. */
export function KeysHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { help } = useShellTexts()
  const { lines } = help
  const groups: [string, [string, string][]][] = [
    [
      help.everywhere,
      [
        ['Ctrl+K', lines.palette],
        ['/', lines.filter],
        ['[', lines.menu],
        ['Esc', lines.escape],
        ['?', lines.help],
      ],
    ],
    [
      help.lists,
      [
        ['J', lines.down],
        ['K', lines.up],
        ['Enter', lines.open],
        ['X', lines.select],
        ['Shift+X', lines.selectTo],
        ['E', lines.edit],
        ['Alt+→', lines.moveColumn],
      ],
    ],
    [
      help.grids,
      [
        ['F2', lines.edit],
        ['Ctrl+V', lines.paste],
        ['Ctrl+D', lines.fill],
        ['Ctrl+Z', lines.undo],
      ],
    ],
  ]
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={<strong>{help.title}</strong>}
      size={560}
      transitionProps={{ duration: 80 }}
    >
      <div className={css.groups}>
        {groups.map(([name, keys]) => (
          <section key={name}>
            <h2>{name}</h2>
            <dl>
              {keys.map(([key, what]) => (
                <div key={key}>
                  <dt>
                    <KeyHint keys={key} />
                  </dt>
                  <dd>{what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
