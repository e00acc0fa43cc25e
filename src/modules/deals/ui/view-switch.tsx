import IconLayoutKanban from '@tabler/icons-react/dist/esm/icons/IconLayoutKanban.mjs'
import IconList from '@tabler/icons-react/dist/esm/icons/IconList.mjs'
import { Link } from '#web/kit/routing.tsx'
import { boardSearch, type DealsSearch } from './filters.ts'
import css from './list.module.css'
import { useDealsTexts } from './use-deals.ts'

/** List or board; the filters that both know go along. */
export function ViewSwitch({ view, search }: { view: 'list' | 'board'; search: Partial<DealsSearch> }) {
  const texts = useDealsTexts()
  const kept = Object.fromEntries(Object.keys(boardSearch.shape).map((name) => [name, search[name as 'q']]))
  return (
    <nav className={css.views} aria-label={texts.view}>
      <Link to="/deals" search={kept} className={view === 'list' ? css.viewOn : undefined}>
        <IconList size={16} aria-hidden />
        {texts.list}
      </Link>
      <Link to="/deals/board" search={kept} className={view === 'board' ? css.viewOn : undefined}>
        <IconLayoutKanban size={16} aria-hidden />
        {texts.board}
      </Link>
    </nav>
  )
}
