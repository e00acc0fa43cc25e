import type { Kept } from '#modules/handover/api.ts'
import { changeLeaders, ledBy } from '../data/handed-over.ts'

/** For hand-overs: the meetings that somebody leads. */
export const ledRituals: Kept = {
  kind: 'ritual',
  held: (tx, actor, personIds) => ledBy(tx, actor.workspaceId, personIds),
  move: (tx, { actor }, moves) => changeLeaders(tx, actor.workspaceId, moves),
}
