/** What the policy leaves open or says in two ways: each point is a setting with a default, or a rule that is stated here. */
import { describe, expect, it } from 'vitest'
import { recordsDue, schoolCalendar } from '../../src/domain/time/calendar.ts'
import { addDays, timeOf } from '../../src/domain/time/clock.ts'
import { RULES } from '../../src/domain/week/completeness.ts'
import { reachOf, type ContactEntry } from '../../src/domain/home/contactLog.ts'
import { tripWire } from '../../src/domain/conduct/tripWire.ts'
import { dueFor } from '../../src/domain/people/retention.ts'
import { Role } from '../../src/domain/staff.ts'
import { coverProblem } from '../../src/domain/cases/cover.ts'
import { isRepeated } from '../../src/domain/tasks/endOfDay.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { progressPrompt } from '../../src/domain/home/homeMeeting.ts'
import { missedOne } from '../../src/domain/mornings/missed.ts'
import { listDue } from '../../src/domain/cases/nextWeekList.ts'
import { mayWrite } from '../../src/domain/permission.ts'
import { isOfConcern } from '../../src/domain/mornings/punctuality.ts'
import { suggestStep, type IssuedSanction } from '../../src/domain/conduct/sanction.ts'
import { DEFAULT_LADDER, mayIssue } from '../../src/domain/conduct/sanctionLadder.ts'
import { RULE_WORDS, sayRule } from '../../src/domain/school/schoolRules.ts'
import { DEFAULT_SETTINGS, PLAIN_RULES, settingsFrom, type PlainRule, type Settings } from '../../src/domain/setting.ts'
import { isCheckDue } from '../../src/domain/school/sims.ts'
import { asksStartCheck } from '../../src/domain/cases/startCheck.ts'
import { letterOfTwo, mayBegin, owesSecondLetter, type StoredStartLetter } from '../../src/domain/home/startLetter.ts'
import { blocksOf } from '../../src/domain/home/startLetterSheet.ts'
import { policyReview } from '../../src/data/readings/tasks/weekTasks.ts'

const calendar = schoolCalendar([{ name: 'Autumn', from: '2026-11-02', to: '2026-12-18' }], [])
const set = (more: Partial<Settings>): Settings => settingsFrom(Object.entries(more).map(([key, value]) => ({ key, value: JSON.parse(JSON.stringify(value)) as never })))
const sent: StoredStartLetter = { id: 's', by: 'm', at: 1, f: { type: 'sent', pupilId: 'p1', mentorshipId: 'ms', at: 1, date: '2026-12-01', via: 'post', letters: 1 } }
const second: StoredStartLetter = { ...sent, id: 's2', f: { ...sent.f, type: 'sent', second: true, date: '2026-12-07', via: 'post', letters: 1 } }
const tried = (id: string, day: number, outcome: ContactEntry['outcome']) => ({ id, by: 'm', at: day, f: { pupilId: 'p1', used: '01', direction: 'out', outcome, topic: 'Other', text: '', agreed: '', occurredAt: Date.UTC(2026, 11, day, 12), entered: 0 } satisfies ContactEntry })
const attempts = [tried('a', 7, 'no-answer'), tried('b', 8, 'voicemail'), tried('c', 8, 'emailed')]
const home = [{ id: 'c', f: { ...NO_DETAILS, pupilId: 'p1', name: 'Ms Home', phone: '01632 960123', email: 'home@example.org' } }]
const reached = ({ contactAttempts: attemptsNeeded, contactDays: days, contactChannels: channels }: Settings, entries = attempts) => reachOf(entries, [], home, { attempts: attemptsNeeded, days, channels }).notPossible
const late = { came: 9, late: 3, average: 4 } as Parameters<typeof isOfConcern>[0]
const twoSanctions = ['2026-12-08', '2026-12-09'].map((date) => ({ f: { date }, state: 'issued' })) as unknown as IssuedSanction[]

/** `setting`: its default and another value; `behaves` reads differently under the two. */
type Point = { point: string; setting: keyof Settings; usual: unknown; other: unknown; behaves: (settings: Settings) => unknown }
const POINTS: Point[] = [
  { point: '1. P4 and P9: one letter, or two', setting: 'twoStartLetters', usual: false, other: true, behaves: ({ twoStartLetters }) => letterOfTwo([], { id: 'ms', state: 'preparing' }, twoStartLetters) },
  { point: '2. “regularly” is weekly', setting: 'simsCheckDays', usual: 7, other: 14, behaves: ({ simsCheckDays }) => isCheckDue('2026-12-01', addDays('2026-12-10', -simsCheckDays)) },
  { point: '3. “not been possible”: attempts', setting: 'contactAttempts', usual: 3, other: 4, behaves: (settings) => reached(settings) },
  { point: '3. “not been possible”: days', setting: 'contactDays', usual: 2, other: 3, behaves: (settings) => reached(settings) },
  { point: '3. “not been possible”: channels', setting: 'contactChannels', usual: 2, other: 1, behaves: (settings) => reached(settings, [tried('a', 7, 'no-answer'), tried('b', 8, 'no-answer'), tried('c', 8, 'no-answer')]) },
  { point: '4. “insufficient progress” (P12) prompts', setting: 'meetingTargetsPercent', usual: 40, other: 20, behaves: ({ meetingTargetsPercent }) => progressPrompt({ judged: 10, met: 3, outcomes: [] }, meetingTargetsPercent).isOffered },
  { point: '4. “of concern” (P31) prompts', setting: 'concernLateMornings', usual: 3, other: 4, behaves: (settings) => isOfConcern(late, settings) },
  { point: '4. “if this continues” (P34) prompts', setting: 'repeatCount', usual: 2, other: 3, behaves: ({ repeatCount }) => isRepeated(twoSanctions, '2026-12-01', repeatCount) },
  { point: '5. next week’s list (P3) has a deadline', setting: 'nextWeekListBy', usual: '15:30', other: '14:00', behaves: ({ nextWeekListBy }) => listDue(calendar, '2026-12-14', nextWeekListBy) },
  { point: '6. “end of Monday lunch”', setting: 'lunchEnds', usual: '13:20', other: '13:00', behaves: ({ lunchEnds }) => timeOf(recordsDue(calendar, '2026-11-30', lunchEnds) ?? 0) },
  { point: '10. data protection and complaints stand in the letter', setting: 'startLetterRights', usual: DEFAULT_SETTINGS.startLetterRights, other: 'Ask the office.', behaves: (settings) => blocksOf('x', settings, { pupil: 'Abdi', mentor: 'Ms M' }).rights },
  { point: '10. the policy is looked at again', setting: 'policyReviewMonths', usual: 12, other: 24, behaves: (settings) => policyReview({ settings: { ...settings, policyReviewedOn: '2025-12-01' }, today: '2026-12-10' } as never).length },
  { point: '12. “all pupils” or mentees who come early', setting: 'startCheckForAll', usual: false, other: true, behaves: (settings) => asksStartCheck('08:45', settings) },
]

describe('The points the policy leaves open', () => {
  it.each(POINTS)('$point: $setting', ({ setting, usual, other, behaves }) => {
    expect(DEFAULT_SETTINGS[setting], 'the default').toEqual(usual)
    expect(behaves(set({ [setting]: other })), 'another value, another behaviour').not.toEqual(behaves(set({})))
  })
  it.each(POINTS.map(({ setting }) => setting).filter((setting): setting is PlainRule => Object.hasOwn(PLAIN_RULES, setting)))('%s stands on the School rules screen with the sentence it serves', (setting) => {
    expect(RULE_WORDS[setting].serves.length).toBeGreaterThan(20)
    expect(sayRule(setting, DEFAULT_SETTINGS[setting])).not.toBe('')
  })

  it('1. one letter begins mentoring, and a second that stands alone does not', () => {
    expect([mayBegin([sent], 'ms'), mayBegin([second], 'ms')]).toEqual([true, false])
    const brief: StoredStartLetter = { ...sent, f: { ...sent.f, type: 'sent', brief: true, date: '2026-12-01', via: 'post', letters: 1 } }
    expect(owesSecondLetter([brief], { id: 'ms', state: 'active' })).toBe(true)
    expect(owesSecondLetter([brief, second], { id: 'ms', state: 'active' }), 'it has gone home').toBe(false)
    expect(owesSecondLetter([brief], { id: 'ms', state: 'preparing' }), 'mentoring has not begun').toBe(false)
    expect(letterOfTwo([brief], { id: 'ms', state: 'active' }, false), 'what was promised follows, though the rule is changed back').toBe('second')
  })
  it('1. a change of the rule asks nothing of those whose one letter said all', () => {
    expect([owesSecondLetter([sent], { id: 'ms', state: 'active' }), letterOfTwo([sent], { id: 'ms', state: 'active' }, true)]).toEqual([false, undefined])
  })
  it('4. “gradually” (P24): the stages are the school’s, from five mornings down', () => {
    const days = DEFAULT_SETTINGS.withdrawalStages.map((stage) => stage.days)
    expect(days[0]).toBe(5)
    expect(days, 'never more than before').toEqual(days.toSorted((a, b) => b - a))
    const own = DEFAULT_SETTINGS.withdrawalStages.slice(-2)
    expect(set({ withdrawalStages: own }).withdrawalStages).toHaveLength(2)
  })
  it('7. “punished” or “supportive”: a missed time is looked into first, and nothing follows from being missed alone', () => {
    expect(missedOne('p1', { what: 'arrival', date: '2026-12-09' }, []).state).toBe('missed')
    expect(missedOne('p1', { what: 'arrival', date: '2026-12-09' }, [{ id: 'u', by: 'm', at: 1, f: { type: 'unexplained', pupilId: 'p1', what: 'arrival', date: '2026-12-09', reason: 'forgot', line: '', entered: 1 } as never }]).state).toBe('unexplained')
  })
  it('8. who may issue a sanction is said step by step: a mentor the gentler ones, and the school may give them none', () => {
    expect(DEFAULT_LADDER.some((step) => mayIssue(step, 'mentor')) && DEFAULT_LADDER.some((step) => !mayIssue(step, 'mentor'))).toBe(true)
    const strict = set({ sanctionLadder: DEFAULT_LADDER.map((step) => ({ ...step, mayIssue: ['lead-mentor' as const] })) })
    expect(strict.sanctionLadder.some((step) => mayIssue(step, 'mentor'))).toBe(false)
    const mayGive = (settings: Settings) => suggestStep(settings.sanctionLadder, 'missed', [], '2026-12-01', 'mentor')?.permitted
    expect([mayGive(set({})), mayGive(strict)], 'what the mentor is offered, and what goes to the Lead Mentor').toEqual([true, false])
  })
  it('9. a mentor is away: any mentor marks any mentee, the Lead Mentor names a cover, and a cover reads no more than the agenda', () => {
    const cover = { id: 'b', role: 'mentor' as const, name: 'B', initials: 'B' }
    const standing = { own: false, pupilYear: 9, covers: true }
    expect([mayWrite(cover, 'arrivalEvent', standing), mayWrite(cover, 'noteOutcome', standing), mayWrite(cover, 'note', standing)]).toEqual([true, true, false])
    expect([mayWrite({ ...cover, role: 'lead-mentor' }, 'cover', standing), mayWrite(cover, 'cover', standing)]).toEqual([true, false])
    expect(coverProblem({ mentorId: 'a', coverId: 'b', from: '2026-12-10', until: '2026-12-11' }, '2026-12-10')).toBeUndefined()
  })
  it('10. safeguarding: a list of wordings stops a text from the first day', () => {
    const stops = ({ safeguardingWords }: Settings, text: string): boolean => tripWire(safeguardingWords)(text).length > 0
    expect([stops(set({}), 'He says that his dad hits him.'), stops(set({}), 'Maths homework is late again.')]).toEqual([true, false])
    expect(stops(set({ safeguardingWords: ['sleeps in the car'] }), 'She sleeps in the car.'), 'the school’s own wording').toBe(true)
  })
  it('10. data protection: how long a file is kept is the school’s, and a file falls due by it', () => {
    const longer = DEFAULT_SETTINGS.retentionRules.map((rule) => ({ ...rule, months: rule.months + 12 }))
    const due = ({ retentionRules }: Settings) => dueFor({ isMentored: false, category: 'mentored', closedOn: '2020-07-20', leftOn: '2020-07-20', bornOn: '2000-09-01', year: 11 }, retentionRules, '2026-12-10')?.due
    expect(due(set({}))).toBeDefined()
    expect(due(set({ retentionRules: longer }))).not.toBe(due(set({})))
  })
  it('each is changed by the Deputy Headteacher or an administrator, and by nobody else', () => {
    const may = Role.options.filter((role) => mayWrite({ id: 'x', role, name: 'X', initials: 'X' }, 'setting', { own: true, pupilYear: undefined, covers: false }))
    expect(may).toEqual(['dht', 'admin'])
  })
  it('11. paper and electronic both: no setting lets one take the place of the other, and the deadline is for the electronic records', () => {
    expect(Object.keys(DEFAULT_SETTINGS).filter((key) => /paperless|noPaper|electronicOnly|paperOnly/i.test(key))).toEqual([])
    expect(RULES.map(({ name }) => name)).not.toContain('paper')
  })
})
