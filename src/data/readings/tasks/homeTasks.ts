/** What contact with home leaves to do: call-backs, the way to the Lead Mentor, meetings, and what was decided there. */
import { dateOf, shortDate, spokenTime } from '../../../domain/time/clock.ts'
import type { Meeting } from '../../../domain/home/homeMeeting.ts'
import { contactName, numbersToPutRight, reachFor } from '../home.ts'
import { meetingsOf } from '../homeMeetings.ts'
import { randomId } from '../../records.ts'
import { mayWriteFor } from '../standing.ts'
import { count, type At, type Found, type FoundAwaited } from './at.ts'

const homeOf = (pupilId: string): string => `/pupils/${pupilId}/home`

export const callBacks = ({ memory, settings }: At, pupilId: string): Found[] =>
  reachFor(memory, pupilId, settings).callBacks.map(({ entry, on }) => ({
    key: entry.id, due: on, to: homeOf(pupilId), what: `Call ${contactName(memory, entry)} back`,
    why: `Asked for on ${shortDate(dateOf(entry.f.occurredAt))}${entry.f.topic === '' ? '' : `: ${entry.f.topic.toLowerCase()}`}`,
  }))

export function tellLead({ memory, settings }: At, pupilId: string): Found[] {
  const { state, failed, days, noWay } = reachFor(memory, pupilId, settings)
  return state === 'may-tell' ? [{ to: homeOf(pupilId), what: 'Tell the Lead Mentor that home cannot be reached', why: noWay && failed.length === 0 ? 'There is no number and no address' : `${count(failed.length, 'attempt', 'attempts')} on ${count(days, 'day', 'days')} reached nobody` }] : []
}
/** The Lead Mentor's: "…who will send a letter home." */
export function letterHome({ memory, settings, staffName }: At, pupilId: string): Found[] {
  if (memory.ofPupil('homeLetter', pupilId).length === 0) return []
  const { state, told } = reachFor(memory, pupilId, settings)
  return state === 'told' && told ? [{ key: told.id, to: homeOf(pupilId), what: 'Send a letter home', why: `${staffName(told.by)} could not reach home, ${shortDate(dateOf(told.f.at))}` }] : []
}
export const numbers = ({ memory }: At, pupilId: string): Found[] =>
  numbersToPutRight(memory, pupilId).map(({ contactId, name, at }) => ({ key: `${contactId}:${at.length}`, to: homeOf(pupilId), what: `Put right what is on file for ${name}`, why: 'The number or address was wrong' }))

const whenOf = ({ f }: Meeting): string => `${shortDate(f.date)}, ${spokenTime(f.time)}${f.room === '' ? '' : `, ${f.room}`}`
/** Whoever called it puts down how it was. */
export const minutesToWrite = ({ memory, me, today }: At, pupilId: string): Found[] =>
  meetingsOf(memory, pupilId).filter(({ state, by, f }) => state === 'planned' && by === me.id && f.date <= today)
    .map((one) => ({ key: one.id, due: one.f.date, to: homeOf(pupilId), what: one.f.date === today ? 'Meet home, and put down the minutes' : 'Put down the minutes of the meeting with home', why: whenOf(one) }))
export const meetingsToCome = ({ memory, me, today }: At, pupilId: string): Found[] =>
  meetingsOf(memory, pupilId).filter(({ state, by, f, accepted }) => state === 'planned' && f.date >= today && (by === me.id ? f.date > today : f.invited.includes(me.id) && accepted.has(me.id)))
    .map((one) => ({ key: one.id, due: one.f.date, to: homeOf(pupilId), what: 'Meeting with home', why: whenOf(one) }))
/** "…should be informed and present." */
export const toAnswer = ({ memory, me, today, staffName }: At, pupilId: string): Found[] =>
  meetingsOf(memory, pupilId).filter(({ state, f, by, accepted }) => state === 'planned' && f.date >= today && by !== me.id && f.invited.includes(me.id) && !accepted.has(me.id))
    .map((one) => ({ key: one.id, due: today, to: '/caseload', what: 'Say whether you come to the meeting with home', why: `${whenOf(one)}, called by ${staffName(one.by)}` }))

const decisionsOf = ({ memory }: At, pupilId: string) =>
  meetingsOf(memory, pupilId).flatMap(({ id, f, held, done }) => (held?.decisions ?? []).flatMap((decision, index) => (done.has(index) ? [] : [{ key: `${id}:${index}`, meetingId: id, index, date: f.date, ...decision }])))
export const decisions = (at: At, pupilId: string): Found[] =>
  decisionsOf(at, pupilId).filter(({ who }) => who === at.me.id).map(({ key, meetingId, index, date, text, due }) => ({
    key, due, to: homeOf(pupilId), what: text, why: `Decided with home on ${shortDate(date)}`,
    ...(mayWriteFor(at.memory, at.me, 'homeMeetingEvent', pupilId) && at.me.role !== 'head-of-year' ? { done: () => ({ kind: 'add', t: 'homeMeetingEvent', id: randomId(), f: { type: 'done', pupilId, meetingId, decision: index, entered: at.now } }) } : {}),
  }))

/** Agreed to be looked at again: done once home is spoken with from that day on, or met. */
export const lookAgain = ({ memory, settings, me }: At, pupilId: string): Found[] =>
  meetingsOf(memory, pupilId).flatMap(({ id, by, f, held }, index, all) => {
    const on = held?.reviewOn
    if (on === undefined || by !== me.id || all.slice(0, index).some((later) => later.f.date >= on && later.state !== 'cancelled')) return []
    const last = reachFor(memory, pupilId, settings).lastReached
    return last && dateOf(last.f.occurredAt) >= on ? [] : [{ key: id, due: on, to: homeOf(pupilId), what: 'Look with home at what was agreed', why: `Agreed at the meeting on ${shortDate(f.date)}` }]
  })

export function letterAwaited({ memory, settings }: At, pupilId: string): FoundAwaited[] {
  const { state, told } = reachFor(memory, pupilId, settings)
  return state === 'told' && told ? [{ key: told.id, what: 'Letter home', on: 'the Lead Mentor', since: dateOf(told.f.at), to: homeOf(pupilId) }] : []
}
export const answersAwaited = ({ memory, me, today, staffName }: At, pupilId: string): FoundAwaited[] =>
  meetingsOf(memory, pupilId).filter(({ state, by, f }) => state === 'planned' && by === me.id && f.date >= today)
    .flatMap(({ id, f, accepted }) => f.invited.filter((who) => who !== me.id && !accepted.has(who)).map((who) => ({ key: `${id}:${who}`, what: `Whether they come to the meeting on ${shortDate(f.date)}`, on: staffName(who), since: dateOf(f.entered), to: homeOf(pupilId) })))
export const decisionsAwaited = (at: At, pupilId: string): FoundAwaited[] =>
  decisionsOf(at, pupilId).filter(({ who }) => who !== at.me.id)
    .map(({ key, date, text, who }) => ({ key, what: text, on: who === 'home' ? 'home' : who === 'pupil' ? 'the pupil' : at.staffName(who), since: date, to: homeOf(pupilId) }))
