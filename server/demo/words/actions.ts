/** Daily mentor actions: the one line for the back of the blue report. */
export const ACTION_LINES: readonly string[] = [
  'Checked planner and pens; {s} homework is for {day}.', 'Agreed to sit near the front in {s} {p}.', 'Read yesterday’s comments together; praised {s}.', 'Lent a ruler and a green pen until tomorrow.',
  'Practised how to ask for help in {s}.', 'Wrote out the order of the day with rooms.', 'Talked about {task} and split it into three parts.', 'Set a goal: hand up in {p} before speaking.',
  'Signed last night’s page; home comment read together.', 'Spoke to {t} about the seating in {s}.', 'Two minutes’ quiet before {p}, agreed with {t}.', 'Looked at the week so far: ahead of last week.',
  'Planner was missing; printed today’s timetable.', 'Reminder about the {s} test on {day}.', 'Checked that the PE kit is in school.', 'Went through the vocabulary for {s}.',
  'Agreed to bring {task} to me at the end of {p}.', 'Praised the punctual start.', 'Talked about the bus and the earlier one at 7.52.', 'New report sheet given out; targets copied.',
  'Rehearsed an answer to the first question in {s}.', 'Asked {t} to sign in pencil what is still to do.', 'Booked the Library for lunch on {day}.', 'Sent a note of praise home about {s}.',
  'Counted ticks: {k} so far this week.', 'Agreed on a signal with {t} for when it gets too much.', 'Checked {task}: done, in the folder.', 'Walked with {him} to {p} to speak with {t}.',
  'Breakfast first, then five minutes on {s}.', 'Sorted the bag: books for two days only.', 'Agreed to leave the phone at the desk until {p}.', 'Chose which homework to do first tonight: {s}.',
  'Heard the key words for {s}; {k} of 6 right.', 'Set up the homework app on the school tablet.', 'Made a list of three things to finish by {day}.', 'Calm talk about yesterday’s {p}; plan made.',
  'Read the {s} feedback; next step underlined.', 'Gave the merit slip from {t}.', 'Moved the catch-up in {s} to {day}.', 'Checked targets 1 and 2; both on track.',
  'Target 2 needs {k} more ticks by Friday.', 'Coloured the timetable for Week B.', 'Found the lost {s} book in the form room.', 'Spoke about sleep; lights out by half past nine.',
  'Shared {t}’s good news about {task}.', 'Practised a calm answer for when {he} is corrected.', 'Took {task} to the copier so that {he} has a clean one.', 'Agreed: first five minutes of {s} without talking.',
  'Gave a pass for the quiet room at break.', 'Asked the librarian to keep a place on {day}.', 'Quick check of spelling words; {k} of 10.', 'Looked up the bus times for the dark mornings.',
  'Signed the report for {s}; yesterday’s was blank.', 'Thanked {him} for helping at the desk.', 'Filled in the back of the report together.', 'Wrote to {t}: what would help most this week?',
]
