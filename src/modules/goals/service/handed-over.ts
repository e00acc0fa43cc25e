import type { Kept } from '#modules/handover/api.ts'
import { changeResponsible, goalsAnsweredBy } from '../data/handed-over.ts'
import { setsGoal } from './rights.ts'

/** For hand-overs: the open goals that somebody answers for and that the actor may set. */
export const openGoals: Kept = {
  kind: 'goal',
  async held(tx, actor, personIds) {
    const found = await goalsAnsweredBy(tx, actor.workspaceId, personIds)
    return found
      .filter((goal) => setsGoal(actor, goal))
      .map(({ responsibleId, id, title }) => ({ ownerId: responsibleId, id, title }))
  },
  move: (tx, { actor, now }, moves) => changeResponsible(tx, actor.workspaceId, moves, now),
}
