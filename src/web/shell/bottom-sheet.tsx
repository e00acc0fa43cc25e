import { Drawer } from '@mantine/core'
import { useLanguage } from '../i18n/language.tsx'
import { Link, useGo } from '../kit/routing.tsx'
import css from './bottom-bar.module.css'
import { areasOf, useParts } from './modules-context.tsx'
import { useShellTexts } from './use-shell-texts.ts'

type Props = { sheet: 'add' | 'more'; onClose: () => void; onSignOut: () => void }

/** What the phone's bar opens: what can be added, or all areas. */
export function BottomSheet({ sheet, onClose, onSignOut }: Props) {
  const texts = useShellTexts()
  return (
    <Drawer
      opened
      onClose={onClose}
      position="bottom"
      size="auto"
      title={<strong>{sheet === 'add' ? texts.addTitle : texts.moreTitle}</strong>}
      transitionProps={{ duration: 120 }}
      classNames={{ content: css.sheet }}
    >
      {sheet === 'add' ? <AddList onDone={onClose} /> : <AreaList onDone={onClose} onSignOut={onSignOut} />}
    </Drawer>
  )
}

function AddList({ onDone }: { onDone: () => void }) {
  const { language } = useLanguage()
  const { actions } = useParts()
  const go = useGo()
  return (
    <ul className={css.list}>
      {actions
        .filter(({ account }) => !account)
        .map(({ id, icon: Icon, label, target }) => (
          <li key={id}>
            <button
              type="button"
              onClick={() => {
                onDone()
                go(target)
              }}
            >
              <Icon size={20} stroke={1.6} />
              {label[language]}
            </button>
          </li>
        ))}
    </ul>
  )
}

function AreaList({ onDone, onSignOut }: { onDone: () => void; onSignOut: () => void }) {
  const texts = useShellTexts()
  const { language } = useLanguage()
  const { nav } = useParts()
  return (
    <>
      {areasOf(nav).map(({ area, items }) => (
        <section key={area}>
          {items.length > 1 && <h2 className={css.area}>{texts.areas[area]}</h2>}
          <ul className={css.list}>
            {items.map(({ path, icon: Icon, label }) => (
              <li key={path}>
                <Link to={path} onClick={onDone}>
                  <Icon size={20} stroke={1.6} />
                  {label[language]}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
      <ul className={css.list}>
        <li>
          <button type="button" onClick={onSignOut}>
            {texts.signOut}
          </button>
        </li>
      </ul>
    </>
  )
}
