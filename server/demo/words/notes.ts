/**
 * What notes say: facts, specific and kind, in the words of a British school. `{t}` a teacher, `{s}` the subject, `{p}`
 * the period, `{task}` the work, `{day}` the next school day, `{n}` the first name; `{He}` `{he}` `{his}` `{him}`.
 */
import type { NoteType } from '../../../src/domain/week/blueReport.ts'

type Tones = { good: readonly string[]; concern: readonly string[] }

export const NOTE_WORDS: Record<NoteType, Tones> = {
  staff: {
    good: [
      '{t} ({s}, {p}): started {task} straight away and finished it in the lesson.',
      '{t} ({s}): two good answers in the discussion today, both with reasons.',
      '{t} ({s}): handed in {task} a day early. Neat and complete.',
      '{t} ({s}, {p}): asked for help at the right moment with {task} and then worked on alone.',
      '{t} ({s}): best piece of work this term. {task} is going on the wall.',
      '{t} ({s}, {p}): helped a new pupil to find the right page and share the equipment.',
      '{t} ({s}): full marks in the quick quiz at the start of {p}.',
      '{t} ({s}): came back at break, without being asked, to finish {task}.',
      '{t} ({s}): all equipment out before the register was called. Thank you.',
      '{t} ({s}, {p}): helped the group with {task} and let others speak.',
      '{t} ({s}): has moved to the front row at {his} own request; a calm lesson.',
      '{t} ({s}): redrafted {task} after feedback and it is now two paragraphs longer.',
      '{t} ({s}, {p}): no reminders needed today. First time in a while, so well done.',
      '{t} ({s}): an achievement point for perseverance with {task}.',
    ],
    concern: [
      '{t} ({s}): {task} not handed in. New date agreed: {day}.',
      '{t} ({s}, {p}): no book today; {task} was done on paper and needs copying up.',
      '{t} ({s}, {p}): moved seat after two reminders about talking. Worked well from then on.',
      '{t} ({s}, {p}): came in four minutes after the others, from the lesson before.',
      '{t} ({s}): {task} is about half done. Could {n} come to the {day} catch-up?',
      '{t} ({s}, {p}): found it hard to start {task}; wrote three lines in twenty minutes.',
      '{t} ({s}): calculator and pen borrowed again this week.',
      '{t} ({s}, {p}): phone seen once and put away when asked.',
      '{t} ({s}): 9 out of 24 in the topic test. Resit offered on {day}.',
      '{t} ({s}, {p}): head on the desk for part of the lesson; said {he} was tired.',
      '{t} ({s}): disagreed loudly about the seating plan, then apologised at the end.',
      '{t} ({s}): left before {task} was checked. Please ask {him} to bring it on {day}.',
      '{t} ({s}, {p}): called out five times by my count. Hand up twice, which is a start.',
    ],
  },
  'blue-report': {
    good: [
      'Five lessons out of five signed today, with a smiley from {t} in {s}.',
      'All three targets ticked from {p} onwards. {s} comment: “Focused and polite.”',
      'Report signed at home as well as in every lesson, second day running.',
      '{s}: “Excellent start.” The other four lessons all at target.',
      'Four of five lessons at target; {s} was a cover lesson and is blank.',
      'Comment from {t}, {s}: “A pleasure today. {task} finished.”',
      'Score for {s} is up one on last week. {He} pointed it out {himself}.',
      'No reminders written on the sheet today in any lesson.',
      '{p} {s}: “Contributed without calling out.” Target 1 met all day.',
      'Sheet clean, complete and on time; back filled in as well.',
    ],
    concern: [
      '{s} {p}: target 2 not met. Comment: “{task} not started.”',
      'Three of five lessons signed; {s} and the lesson after it are missing.',
      'Sheet left in {s}; {t} is keeping it at the desk until tomorrow.',
      'Two reminders in {p} {s}, none anywhere else.',
      'Targets met in two lessons of five. {s} comment: “A slow start after lunch.”',
      'Not signed at home on two evenings this week.',
      '{s} comment: “Equipment borrowed.” Everything else at target.',
      '{p} {s}: came late from the lesson before; no comment on work.',
      'A new sheet was needed: yesterday’s was caught in the rain.',
    ],
  },
  home: {
    good: [
      'Mum rang to say thank you: {n} talked about {s} at dinner.',
      'Dad e-mailed: homework for {s} was done before tea without a reminder.',
      'Home has put the week’s timetable on the fridge; packing the bag the night before works.',
      'Nan wrote in the planner: “A much calmer week at home too.”',
      'Mum signed the report and added: “Very proud of the {s} comment.”',
      'Home says that {n} is now up before the second alarm on most days.',
      'Dad will walk {n} to the earlier bus until the end of term.',
      'Aunt came to reception: {he} has asked for a desk lamp to do {task}.',
    ],
    concern: [
      'Mum rang: the bus did not come yesterday, so {n} walked.',
      'Dad asks whether {s} homework can be written in the planner, as the website is hard to use on a phone.',
      'Home says that {task} took three hours on Sunday. Please tell {t}.',
      'Mum e-mailed: grandparents are visiting from abroad, so evenings are full this week.',
      'Home did not know about the {s} test. Date now in the planner.',
      'Mum rang: a new baby in the house, short nights for everyone.',
      'Dad has a new shift from {day}; {n} will lock up and come by {himself}.',
      'Home asks for a spare report sheet; the last one went through the wash.',
    ],
  },
  pupil: {
    good: [
      'Says that sitting near the front in {s} helps.',
      'Proud of {task} in {s} and asked to take it home.',
      'Told me {he} would like to try for the {s} club after Christmas.',
      'Has packed {his} bag on Sunday evening three weeks running.',
      'Says mornings are easier since the bag is packed by the door.',
      'Asked whether the report could have a harder target next week.',
      'Says {t} explained {task} again at break, “and now I get it”.',
      'Wants to show last week’s report at home.',
    ],
    concern: [
      'Says {s} in {p} is too noisy to think; asked about another seat.',
      'Did not understand {task} and did not like to ask.',
      'Says {he} forgets homework that is not written down. {s} is the main one.',
      'Says the bus is full on two mornings a week and drives past.',
      'Worried about the {s} test on {day}.',
      'Has lost the key of {his} locker, so the PE kit is at home.',
      'Fell out with a friend at lunch over a game; both want it sorted.',
      'Would rather not read aloud in {s} this week.',
      'Says {he} finds it hard to begin when the task is long.',
    ],
  },
  observation: {
    good: [
      'At the desk before me this morning, planner already open.',
      'Held the door for a class of Year 7s on the way to {p}.',
      'Helped to carry the chairs back after assembly without being asked.',
      'Seen in the library at lunch working on {task} for {s}.',
      'Walked away from an argument in the corridor before {p}. A good decision.',
      'Uniform, planner and pens all in order today.',
      'Looked at last week’s numbers together; {he} spotted the better Tuesday first.',
      'Showed a visitor the way to the office and made conversation.',
      'Laughed at the desk for the first time this term. A good morning.',
    ],
    concern: [
      'Quiet at the desk today; said {he} went to bed after midnight.',
      'No coat in the rain; found one in lost property for the day.',
      'In the corridor during {p}; walked with {him} to {s}.',
      'Planner not signed since {day} last week.',
      'Came without breakfast; toast at the desk, then to lessons.',
      'Bag very heavy: every book for the fortnight is in it. Sorted it together.',
      'Needed two reminders to put the phone away at the desk.',
      'Seemed worried about {s}; we looked at {task} for five minutes.',
    ],
  },
}

/** One line on what came of a note at the morning meeting, by what the note was about. */
export const OUTCOME_LINES = {
  praise: [
    'Pleased to hear it. Told home as well.', 'Thanked {him}; {he} smiled.', 'Read it out; {he} asked to keep a copy.', 'Will show it at home tonight.', 'Said what helped: starting straight away.', 'Praised; {he} wants the same next week.',
    'Wrote it on the front of the report.', 'Proud of it, though {he} would not say so.', 'Merit given.', 'Asked what made the difference: a good night’s sleep.', 'Passed on to the Head of Year.', 'High five at the desk.',
  ],
  work: [
    'Will finish it tonight and bring it to me first.', 'Agreed to see {t} at break.', 'Catch-up on {day} at lunch, Library.', 'Homework club tonight.', 'Wrote the date in the planner together.', 'Split it into three parts; the first is done.',
    'Done already: showed me the page.', 'Wants to try alone first. Ask again on {day}.', 'Five minutes on it now, the rest at lunch.', 'Will ask {t} which part counts most.', 'Took a clean copy of the sheet.', 'Quiet room booked for {day}.',
  ],
  calm: [
    'Talked it through; {he} saw it coming.', 'Heard {his} side; passed it on to {t}.', 'Seat change agreed with {t} from {day}.', 'Both sides heard; all right again.', 'Will use the quiet pass next time.', 'Apology done by {himself} already.',
    'Says it was the first time; we watch it this week.', 'Agreed on a signal with {t}.', 'Practised what to say instead.', 'Will put a hand up and wait.', 'New target made of it for next week.', 'Asked what would help: a place by the window.',
  ],
  kit: [
    'Spare pen and ruler now kept at the desk.', 'Will pack the bag tonight with the timetable beside it.', 'A list on the inside of the planner will help.', 'New sheet given; it goes in the front of the bag.', 'Checked together: all there today.',
    'Will show me at the desk every morning this week.', 'Asked home to look as well.', 'Found it in the form room.',
  ],
  rest: [
    'Talked about sleep; the phone stays downstairs this week.', 'Toast at the desk on request, any morning.', 'Says that today is better.', 'Lights out by half past nine until Friday, {his} own idea.', 'Told {t}, who will keep an eye on it.', 'Will ring home this afternoon, kindly.',
  ],
  other: [
    'Talked about it; a plan is in the planner.', 'Says it is sorted; ask again on {day}.', 'Understood; nothing more to do.', 'Agreed to look again on {day}.', 'Asked what would help and wrote it down.', 'Will speak with {t} together at break.',
    'Glad that somebody asked.', 'Passed on to {t} with {his} agreement.', 'Heard; a short call home this afternoon.', 'Thinks it over until {day}.',
  ],
} as const
export const CARRIED_LINES: readonly string[] = ['No time in the queue; tomorrow.', 'Came at the last minute; carry over.', 'Wanted a quieter moment.', 'Waiting for {t} to reply first.', 'Year assembly; carry over.', 'Fire drill.']

/** Which lines fit a note. */
export function topicOf(text: string, good: boolean): keyof typeof OUTCOME_LINES {
  if (good) return 'praise'
  if (/borrowed|no book|book today|the key|bag|planner|sheet|missing|not signed|coat/i.test(text)) return 'kit'
  if (/tired|midnight|breakfast|short nights|head on the desk/i.test(text)) return 'rest'
  if (/not handed in|half done|was checked|not started|hard to start|did not understand|hard to begin/i.test(text)) return 'work'
  return /moved seat|called out|disagreed|reminders|fell out|noisy|phone/i.test(text) ? 'calm' : 'other'
}
