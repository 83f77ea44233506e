/**
 * What notes say: facts, specific and kind, in the words of a British school. `{t}` a teacher, `{s}` the subject, `{p}`
 * the period, `{task}` the work, `{day}` the next school day, `{n}` the first name; `{He}` `{he}` `{his}` `{him}`.
 */
import type { NoteType } from '../../../src/domain/blueReport.ts'

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
      '{t} ({s}, {p}): led the group well in {task} and let others speak.',
      '{t} ({s}): has moved to the front row at {his} own request; a calm lesson.',
      '{t} ({s}): redrafted {task} after feedback and it is now two paragraphs longer.',
      '{t} ({s}, {p}): no reminders needed today. First time in a while, so well done.',
      '{t} ({s}): an achievement point for perseverance with {task}.',
    ],
    concern: [
      '{t} ({s}): {task} not handed in. New date agreed: {day}.',
      '{t} ({s}, {p}): no book today; {task} was done on paper and needs copying up.',
      '{t} ({s}, {p}): moved seat after two reminders about talking. Worked well from then on.',
      '{t} ({s}): came to {p} four minutes after the others from lunch.',
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
      'Mum rang at 8.10: the bus did not come, {n} is walking.',
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
      'In the corridor five minutes into {p}; walked with {him} to {s}.',
      'Planner not signed since {day} last week.',
      'Came without breakfast; toast at the desk, then to lessons.',
      'Bag very heavy: every book for the fortnight is in it. Sorted it together.',
      'Needed two reminders to put the phone away at the desk.',
      'Seemed worried about {s}; we looked at {task} for five minutes.',
    ],
  },
}

/** One line on what came of a note at the morning meeting. */
export const OUTCOME_LINES: readonly string[] = [
  'Agreed to see {t} at break.', 'Will finish it tonight and bring it to me first.', 'Talked it through; {he} saw it coming.', 'Pleased to hear it. Told home as well.',
  'Will ask for the sheet at registration.', 'Seat change agreed with {t} from {day}.', 'Wrote it in the planner together.', 'Apology done by {himself} already.', 'Says it was the first time; we watch it this week.',
  'Wants to try alone first. Ask again on {day}.', 'Catch-up on {day} at lunch, Library.', 'Heard {his} side; passed it on to {t}.', 'Homework club tonight.', 'New target made of it for next week.',
  'Spare pen and ruler now kept at the desk.', 'Thanked {him}; {he} smiled.', 'Will pack the bag tonight with the timetable beside it.', 'Done already: showed me the page.', 'Asked what would help: a list on the desk in {s}.',
  'Will tell {t} when it gets noisy instead of joining in.', 'Agreed on the earlier bus.', 'Discussed sleep; phone stays downstairs this week.', 'Both sides heard; all right again.', 'Five minutes on it now, rest at lunch.',
]
export const CARRIED_LINES: readonly string[] = ['No time in the queue; tomorrow.', 'Came late; carry over.', 'Wanted a quieter moment.', 'Waiting for {t} to reply first.', 'Trip today; carry over.', 'Fire drill.']
