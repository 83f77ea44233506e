/** Who is at home, and what came of calling: most are reached, one has not been. */
import type { Instant } from '../../src/domain/time/clock.ts'
import type { ContactOutcome } from '../../src/domain/home/contactLog.ts'
import { NO_DETAILS } from '../../src/domain/home/homeContact.ts'
import { seededBy } from './seeded.ts'
import type { DemoRow, Mentee, World } from './shape.ts'
import { moment, schoolDaysBetween } from './times.ts'

const MOTHERS = ['Grace', 'Nadia', 'Helen', 'Fatima', 'Anna', 'Joy', 'Sarah', 'Ewa', 'Meera', 'Carys']
const FATHERS = ['Tom', 'Adeola', 'Piotr', 'Imtiaz', 'Gareth', 'Marc', 'Rahul', 'Owen', 'Yusuf', 'Ion']
const STREETS = ['Mill Lane', 'Orchard Road', 'Station Terrace', 'Chapel Street', 'Willow Close', 'Highfield Avenue']
/** Numbers that Ofcom keeps for invented people. */
const landline = (at: number): string => `01632 960${String(at % 1000).padStart(3, '0')}`
const mobile = (at: number): string => `07700 900${String(at % 1000).padStart(3, '0')}`

const SPOKE: readonly [topic: string, text: string, agreed: string][] = [
  ['Good news', 'Told home about four prompt mornings in a row. Very pleased to hear it.', ''],
  ['Punctuality', 'The first bus is often full. They will try the earlier one.', 'Bag packed the evening before, out of the house by 7.50'],
  ['Homework', 'Homework is done at the kitchen table now. They would like to see the planner signed.', 'Home signs the planner on Wednesdays'],
  ['Progress', 'Went through last week’s targets. They had seen the blue report and talked about it.', 'We speak again in a fortnight'],
  ['Behaviour', 'Talked about the last lessons of the day. They have noticed how tired the evenings are.', 'Phone stays downstairs after nine'],
]
const HARD_TO_REACH: readonly [daysBack: number, minutes: number, outcome: ContactOutcome][] = [[6, 16 * 60 + 5, 'no-answer'], [3, 15 * 60 + 50, 'voicemail'], [1, 16 * 60 + 10, 'emailed']]

/** What is spoken at home beside English; of these, the letters are approved in Polish. */
const LANGUAGES: Record<string, string> = { Wójcik: 'Polish', 'Al-Hashimi': 'Arabic', Ogunleye: 'Yoruba', Sobczak: 'Polish', Şahin: 'Turkish', Țurcanu: 'Romanian', Sandhu: 'Punjabi', Chowdhury: 'Bengali', Bankole: 'Yoruba', Pârvu: 'Romanian', Târnoveanu: 'Romanian', Gill: 'Punjabi', Miah: 'Bengali', Karataş: 'Turkish' }

export function homeRows(mentees: readonly Mentee[], world: World): DemoRow[] {
  const days = schoolDaysBetween(world.calendar, world.denseFrom, world.day)
  const open = mentees.filter(({ plan }) => plan.state !== 'declined' && plan.state !== 'watched' && plan.state !== 'candidate')
  return open.flatMap((mentee, index): DemoRow[] => {
    const { pupil, mentor, plan } = mentee
    const chance = seededBy(world.seed, 'home', pupil.id)
    const added: { by: string; at: Instant } = { by: world.lead.id, at: moment('2026-09-04', 10 * 60) }
    const street = `${chance.int(2, 98)} ${chance.pick(STREETS)}\nThornmere\nTV${chance.int(1, 9)} ${chance.int(1, 9)}AB`
    const isApart = index % 9 === 4
    const common = { ...NO_DETAILS, pupilId: pupil.id }
    const mother = { ...common, name: `${chance.pick(MOTHERS)} ${pupil.surname}`, relation: 'Mother', salutation: `Dear Mrs ${pupil.surname}`, phone: mobile(index * 7 + 11), secondPhone: index % 3 === 0 ? landline(index + 100) : '', email: index % 4 === 3 ? '' : `home${index + 1}@example.org`, address: street, ...(pupil.eal ? { language: LANGUAGES[pupil.surname] ?? 'Urdu', interpreter: index % 3 === 0 } : {}), note: index % 7 === 2 ? 'Works nights; call after 14.00.' : '' }
    const father = { ...common, name: `${chance.pick(FATHERS)} ${pupil.surname}`, relation: 'Father', salutation: `Dear Mr ${pupil.surname}`, phone: mobile(index * 7 + 500), address: isApart ? `${chance.int(2, 98)} ${chance.pick(STREETS)}\nUpper Vale\nTV${chance.int(1, 9)} ${chance.int(1, 9)}CD` : street, noContact: index === 22 }
    const first = `contact.${pupil.id}.1`
    const entry = (n: number, daysBack: number, minutes: number, f: { outcome: ContactOutcome; topic: string; text: string; agreed: string; callBack?: string }): DemoRow[] => {
      const date = days[days.length - daysBack]
      if (date === undefined) return []
      const at = moment(date, minutes)
      return [{ t: 'contactEntry', id: `call.${pupil.id}.${n}`, by: mentor.id, at, f: { pupilId: pupil.id, contactId: first, used: f.outcome === 'emailed' ? mother.email : mother.phone, direction: 'out', occurredAt: at, entered: at, ...f } }]
    }
    // The second of the first mentor's pupils is the one whom nobody has reached.
    const isHard = index === 1
    const calls = isHard
      ? HARD_TO_REACH.flatMap(([back, minutes, outcome], n) => entry(n, back, minutes, { outcome, topic: 'Punctuality', text: '', agreed: '' }))
      // Before mentoring begins there is no progress of it to speak of.
      : plan.state !== 'agreed' && plan.state !== 'preparing' && chance.happens(0.7)
        ? [
            ...entry(0, chance.int(9, 20), chance.int(940, 990), chance.happens(0.4) ? { outcome: 'no-answer', topic: '', text: '', agreed: '' } : said('spoke', chance.pick(SPOKE))),
            ...entry(1, chance.int(2, 8), chance.int(940, 990), said('spoke', chance.pick(SPOKE))),
            ...(index % 11 === 5 ? entry(2, 1, 945, { outcome: 'call-back', topic: 'Progress', text: 'At work, asked for a call this afternoon.', agreed: '', callBack: world.day }) : []),
          ]
        : []
    return [
      { t: 'contact', id: first, ...added, f: isHard && mother.email === '' ? { ...mother, email: 'home2@example.org' } : mother },
      ...(index % 3 === 1 || isApart || index === 22 ? [{ t: 'contact' as const, id: `contact.${pupil.id}.2`, ...added, f: father }] : []),
      ...(plan.inCare ? careRows(common, added) : []),
      ...calls,
    ]
  })
}

/** Who answers for a pupil in care beside the mother, who kept her responsibility: the authority's social worker, and who looks after the pupil. */
function careRows(common: typeof NO_DETAILS & { pupilId: string }, added: { by: string; at: Instant }): DemoRow[] {
  const worker = { ...common, name: 'Denise Achebe', relation: 'Social worker, Valeshire County Council', salutation: 'Dear Ms Achebe', phone: landline(311), email: 'd.achebe@valeshire.example.org', address: 'Children’s Services\nCounty Hall\nThornmere\nTV1 1AA' }
  const carer = { ...common, name: 'Margaret Ellery', relation: 'Foster carer', salutation: 'Dear Mrs Ellery', phone: mobile(321), responsibility: false, looksAfter: true, address: '14 Chapel Street\nThornmere\nTV3 4AB', note: 'Ring first with news of the day.' }
  return [worker, carer].map((f, at): DemoRow => ({ t: 'contact', id: `contact.${common.pupilId}.${at + 3}`, ...added, f }))
}

const said = (outcome: ContactOutcome, [topic, text, agreed]: (typeof SPOKE)[number]) => ({ outcome, topic, text, agreed })
