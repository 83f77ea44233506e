/** The round robin of the last fortnight: most have answered, some are reminded, and what they said is a note too. */
import { addDays } from '../../src/domain/time/clock.ts'
import { sayReply, type Rating, type StaffReply, type StaffRequest } from '../../src/domain/week/staffFeedback.ts'
import { lessonsOf } from './fill.ts'
import { moodOf } from './mood.ts'
import { seededBy } from './seeded.ts'
import type { Mentee, RowOf, World } from './shape.ts'
import { moment } from './times.ts'

type FeedbackRow = RowOf<'staffRequest'> | RowOf<'staffRequestEvent'> | RowOf<'staffReply'> | RowOf<'note'>
const HELPS = ['A seat at the front', 'A short check that the task is understood', 'Ten minutes’ notice before a change', 'Being asked first, before others']
const SHARE = ['Your last piece was much better', 'I like how you started on Tuesday', 'Ask me when you are stuck']

/** Only of the first two mentors: the others are for whoever tries it. */
export function feedbackRows(mentee: Mentee, world: World): FeedbackRow[] {
  const { plan, pupil, mentor } = mentee
  if (plan.state !== 'active' || !world.mentors.slice(0, 2).includes(mentor)) return []
  return lessonsOf(world.seed, pupil.id).slice(0, 5).flatMap(({ subject, teacher }, index): FeedbackRow[] => {
    const chance = seededBy(world.seed, 'feedback', pupil.id, subject)
    const asked = moment(addDays(world.day, -9), 900 + index)
    const id = `ask.${pupil.id}.${index + 1}`
    const request: StaffRequest = { pupilId: pupil.id, teacher, subject, area: 'subject', via: chance.pick(['slip', 'email', 'in-person'] as const), asked }
    const common = { by: mentor.id }
    const rows: FeedbackRow[] = [{ t: 'staffRequest', id, at: asked, f: request, ...common }]
    if (chance.happens(0.35)) {
      const entered = moment(addDays(world.day, -3), 905 + index)
      return [...rows, { t: 'staffRequestEvent', id: `${id}.r`, at: entered, f: { pupilId: pupil.id, requestId: id, type: 'reminded', entered }, ...common }]
    }
    const entered = moment(addDays(world.day, -chance.pick([7, 6, 3, 2])), 740 + index)
    const rate = (): Rating => Math.min(4, Math.max(1, Math.round(2.4 - moodOf(mentee, world, world.day) * 0.6 + chance.around(0, 0.7)))) as Rating
    const reply: StaffReply = { pupilId: pupil.id, requestId: id, via: request.via, entered, attitude: rate(), behaviour: rate(), homework: rate(), helps: chance.pick(HELPS), shareSafe: chance.pick(SHARE) }
    return [
      ...rows, { t: 'staffReply', id: `${id}.a`, at: entered, f: reply, ...common },
      { t: 'note', id: `note-of-${id}.a`, at: entered, f: { pupilId: pupil.id, type: 'staff', text: sayReply(request, reply), occurredAt: entered - 300_000, enteredAt: entered, raise: false }, ...common },
    ]
  })
}
