import type { Kept } from '#modules/handover/api.ts'
import { answeredBy, changeAnswerers } from '../data/handed-over.ts'
import { words as en } from '../texts.en.ts'
import { words as ru } from '../texts.ru.ts'

/** For hand-overs: the open deviations that somebody answers for. */
export const openCases: Kept = {
  kind: 'case',
  async held(tx, actor, personIds) {
    const { metrics, levels } = actor.language === 'ru' ? ru : en
    const found = await answeredBy(tx, actor.workspaceId, personIds)
    return found.map(({ ownerId, id, metric, level, department }) => ({
      ownerId,
      id,
      title: `${metrics[metric]}: ${level === 'company' ? actor.workspace.name : (department ?? levels[level])}`,
    }))
  },
  move: (tx, { actor, now }, moves) =>
    changeAnswerers(tx, { workspaceId: actor.workspaceId, actorId: actor.personId, at: now }, moves),
}
