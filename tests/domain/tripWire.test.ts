import { describe, expect, it } from 'vitest'
import { demoSchool } from '../../server/demo/school.ts'
import { DISCLOSURE_WORDS } from '../../src/domain/conduct/disclosureWords.ts'
import { toldOf, type Safeguarding } from '../../src/domain/conduct/safeguarding.ts'
import { DEFAULT_SETTINGS, settingsFrom } from '../../src/domain/setting.ts'
import { LONGEST_WORDING, tripWire, wordingsIn } from '../../src/domain/conduct/tripWire.ts'

const wire = tripWire(DISCLOSURE_WORDS)

describe('the words that stop a text', () => {
  it.each([
    'Says her dad hits her when he is drunk.',
    'MUM HIT ME last night',
    'He told me he’s been self-harming again',
    'she cut herself at the weekend',
    'I don’t feel safe at home',
    'doesn´t want to be here any more',
    'Frightened to go home on Fridays.',
    'Bruises on his arm, will not say how.',
    'Asked me to keep it a secret.',
    'An older man asked for nude photos.',
    'He is carrying a knife, he says.',
    'No food in the house since Sunday',
    'Stepdad choked him.',
    'Mentioned suïcide twice.',
    'wants to\ndie',
  ])('stops “%s”', (text) => expect(wire(text)).not.toEqual([]))

  it.each([
    'Hit the target in every lesson.',
    'Cut the cake at the tutor party.',
    'Cutting out shapes in Textiles; cut his finger on the paper.',
    'Killed it in Maths today, top of the class.',
    'Dying to tell me about the match.',
    'Hurt his ankle in PE and came late.',
    'Burned the toast in Food Technology.',
    'His brother hit the winning goal.',
    'Dad hit traffic on the ring road.',
    'Shot at goal and missed.',
    'Touched on fractions before break.',
    'A family trip to Sussex and Essex.',
    'Ate a grape in Science.',
    'Beat his personal best at the 800 metres.',
    'Attacked the question well.',
    'Self-assessment done, and a harmless joke.',
    'Abusive language to a teacher in period 4.',
    'Dog grooming course on Thursdays.',
    'The exploitation of workers in the mills: good History essay.',
    'Home alone is the film they watch in Media.',
    'Kicked the ball over the fence.',
    'Wants to do better.',
  ])('lets “%s” by', (text) => expect(wire(text)).toEqual([]))

  it('lets by every word of the invented school’s notes, actions, targets and reviews', () => {
    const texts = demoSchool().rows.flatMap((row) => {
      if (row.t === 'note' || row.t === 'dailyAction') return [row.f.text]
      if (row.t === 'noteOutcome') return [row.f.line]
      return row.t === 'weeklyReview' ? [row.f.wentWell, row.f.nextStep, row.f.pupilComment] : []
    })
    expect(texts.length).toBeGreaterThan(500)
    expect(texts.filter((text) => wire(text).length > 0)).toEqual([])
  })

  it('names each wording it found once, and nothing but it', () => {
    expect(wire('Dad hit me. My dad hit me again, and I want to die.')).toEqual(['dad hit me', 'want to die'])
  })

  it('lets the longest note by whole', () => {
    const long = 'Worked hard in Science and hit the target. '.repeat(465)
    expect(wire(long)).toEqual([])
  })
})

describe('the school’s own list', () => {
  it('is one wording a line, with nothing empty and nothing twice', () => {
    expect(wordingsIn(' county   lines \n\nloan shark/sharks\ncounty lines\n')).toEqual(['county lines', 'loan shark/sharks'])
  })
  it('stops what the school added, and no longer what it took out', () => {
    const own = tripWire(['loan shark/sharks'])
    expect(own('The Loan-Sharks came round.')).toEqual(['loan sharks'])
    expect(own('self-harm')).toEqual([])
  })
  it('takes a line of signs for no wording at all, and not for every text', () => {
    expect(tripWire(['...', '/', '(', '.*'])('Anything at all.')).toEqual([])
  })
  it('begins with a list that every setting fits', () => {
    expect(DISCLOSURE_WORDS.every((one) => one.length <= LONGEST_WORDING)).toBe(true)
    expect(settingsFrom([{ key: 'safeguardingWords', value: 'not a list' }]).safeguardingWords).toEqual(DEFAULT_SETTINGS.safeguardingWords)
  })
})

describe('what is kept of it', () => {
  const fact = (step: Safeguarding['step'], at: number): Safeguarding => ({ pupilId: 'p1', step, at, from: 'writing' })
  it('stays open from the first time until a DSL was told', () => {
    expect(toldOf([])).toEqual({ toldAt: undefined, openSince: undefined })
    expect(toldOf([fact('to-tell', 10), fact('to-tell', 20)])).toEqual({ toldAt: undefined, openSince: 10 })
    expect(toldOf([fact('told', 30), fact('to-tell', 10)])).toEqual({ toldAt: 30, openSince: undefined })
    expect(toldOf([fact('told', 30), fact('to-tell', 40)])).toEqual({ toldAt: 30, openSince: 40 })
  })
})
