/** What weekly reviews say. `{on}` and `{of}` are the week's own mornings on time and expected. */
export const OPENINGS = {
  good: [
    'On time on {on} of {of} mornings.', '{on} of {of} mornings on time, and cheerful with it.', 'A prompt week: {on} of {of}.', 'Mornings went well, {on} out of {of}.',
    '{n} was at the desk on time on {on} of {of} mornings.', 'Punctual on {on} of {of} days and ready for lessons.', 'Arrivals: {on} of {of} on time.', 'Good starts to the day ({on} of {of}).',
  ],
  mixed: [
    '{on} of {of} mornings on time; late by a few minutes otherwise.', 'Mornings were up and down, {on} of {of} on time.', 'On time: {on} of {of} mornings. {n} knows what makes the difference.',
    'Punctuality needs a little more: {on} of {of}.', '{on} of {of} on time, with the bus to blame once.', 'On time on {on} of {of}; we looked at the earlier bus.',
  ],
} as const

export const WENT_WELL = {
  good: [
    '{t} was full of praise for {task}.', '{s} is now a lesson {he} looks forward to.', 'Every page of the report was signed, and home signed too.', 'Asked for help in {s} before it was too late.',
    'All homework in, including {task}.', 'Handled a disagreement in {p} calmly and walked away.', 'Equipment complete all week.', 'Helped another pupil in {s} without being asked.',
    'Met {his} targets with lessons to spare.', 'Two teachers wrote “much improved” this week.', 'Read aloud in {s} for the first time.', 'Came to the homework club by {himself}.',
    'No reminders at all in {s} since Tuesday.', 'The resit in {s} went up by nine marks.', 'Took {t}’s feedback well and redrafted {task}.', 'The quiet start in {p} has become a habit.',
  ],
  mixed: [
    'One good day in {s} showed what is possible.', '{He} finished {task}, though late.', 'Was honest about the missing work in {s}.', 'Apologised to {t} and started again.',
    '{s} is better since the seat change; {s2} is still hard.', 'Kept the report with {him} all week.', 'Used the quiet pass twice instead of arguing.', 'Spoke up about what makes {p} difficult.',
    'Came to every morning meeting willing to talk.', 'Home and school agreed on a plan for evenings.', 'Two lessons a day at target, steadily.', '{t} noticed more effort at the end of the week.',
  ],
} as const

export const NEXT_STEPS: readonly string[] = [
  'Finish {task} by {day} and show it to {t}.', 'Pack the bag in the evening, with the timetable beside it.', 'Put the same effort into {s2} as into {s}.', 'Ask one question in every {s} lesson.',
  'Take the earlier bus on Mondays.', 'Sit near the front in {s} until Christmas.', 'Go to the homework club on one evening.', 'Have the report signed at home every evening.', 'Start the first task within two minutes in {s}.',
  'Catch up with {t} at lunch on {day}.', 'Keep the phone in the bag from the gate to the gate.', 'Begin revising for {s}: fifteen minutes, three evenings.', 'Write every homework in the planner before the bell.',
  'Keep it going, and choose {his} own third target.', 'Use the signal with {t} before it gets too much.', 'Bring a reading book for quiet minutes.', 'Hold on to the good mornings: same alarm at the weekend.',
  'Tell {t} when a task is not clear, before starting.', 'Walk straight from lunch to {p}.', 'Copy up the two missed lessons of {s}.',
]

export const PUPIL_COMMENTS = {
  good: [
    '“I liked {s} this week because we did {task}.”', '“It was easier when my bag was ready.”', '“I didn’t get told off in {s} once!”', '“{t} said I should be proud and I am.”', '“I want to come off report by Easter.”',
    '“Mum put my report on the fridge.”', '“I think I can do {k} out of five next week.”', '“Sitting at the front is actually fine.”', '“I got more done than last week.”', '“I helped someone in {s} and it felt good.”',
    '“Mornings are OK now.”', '“I was nervous about {task} but it went all right.”', '“Can I have a harder target?”',
  ],
  mixed: [
    '“{p} is hard because I’m tired by then.”', '“I’m going to try the earlier bus.”', '“I should have asked {t} sooner.”', '“I get distracted in {s}, so I’ll move seat.”', '“It wasn’t my best week but Friday was good.”',
    '“I forgot to get it signed. I’ll put it by my shoes.”', '“I don’t get {task} yet.”', '“I want to do better in {s}.”', '“I need to start things straight away.”', '“Next week I’ll go to homework club.”', '“I said sorry and it’s fine now.”',
  ],
} as const

/** A few pupils have more to say; the sheet must hold it. */
export const LONG_COMMENT =
  '“This week was a lot better than I thought it would be. On Monday I nearly missed the bus but my brother shouted and the driver waited. In Science we did the springs and I was the one who read the numbers out, and {Science} said our table was the only one without a mistake. Maths is still the hardest because I sit at the back and people talk to me, so I asked if I can move and I’m moving on Monday. I also finished the whole of my reading book, which I have never done before, and I’m getting the next one from the library. My target for next week is to get every lesson signed and to be at the desk before Ms Raman, at least once.”'

export const PLANS: readonly (readonly [who: 'P' | 'M' | 'ST' | 'PC', what: string, byWhen: string])[] = [
  ['P', 'Bring {task} to {t}', '{day}'], ['M', 'Ask {t} for the missing sheets', 'Monday'], ['PC', 'Sign the planner in the evening', 'each day'], ['ST', '{t} tries the front row', 'next lesson'],
  ['P', 'Homework club, Library', 'Tuesday'], ['M', 'Ring home with good news', 'Wednesday'], ['P', 'Pack the bag in the evening', 'Sunday'], ['ST', '{t} prints the steps of long tasks', 'from Monday'],
  ['PC', 'Alarm clock instead of the phone', 'this weekend'], ['P', 'Copy up {s}', 'Thursday'], ['M', 'Book the quiet room for {p}', 'Monday'], ['P', 'Revise {s}, three evenings', 'Friday'],
]
