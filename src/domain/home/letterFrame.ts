/** What stands in every letter home around the school's own sentences. In English it is fixed; in a home's language it is approved as they are. */
export const FRAME = {
  dear: 'Dear {names},', about: 'About', mentor: 'Mentor', leadMentor: 'Lead Mentor', headOfYear: 'Head of Year', deputyHead: 'Deputy Headteacher', inPlaceOf: 'for the {role}', parent: 'Parent or carer', forSchool: 'For the school', dateLine: 'Date',
  footer: 'For home and the staff who work with {pupil}',
  interpreter: 'We arrange an interpreter; please tell us if you would like one for a meeting or a call.',
  parentsOf: 'To the parents and carers of {pupil}',

  startTitle: 'Mentoring for {pupil}', startStatement: '{pupil} is being mentored at school and is on mentoring report.', mornings: 'Mornings', reception: 'At {at}, student reception', why: 'Why', entails: 'What it entails',
  secondFollows: 'A second letter follows when mentoring begins, and says what it entails.', sincerely: 'Yours sincerely,\n{mentor}, Mentor', slip: 'To return to {mentor}', slipRead: 'I have read the letter about {pupil}.',
  slipReach: 'The best number and time to reach me:', slipSign: 'Parent or carer, and date:',

  reachTitle: 'We should like to speak with you', reachStatement: '{greeting} please get in touch with us about {pupil}.', askFor: 'Ask for', regards: 'Yours sincerely,\n{sender}',

  inviteTitle: 'An invitation to talk about {pupil}', inviteStatement: '{greeting} we should like to meet you on {day} at {at}.', dearParents: 'Dear parents and carers,', when: 'When', where: 'Where', comeToReception: '{room}; please come to the main reception', with: 'With',
  pupilThere: '{pupil} is there too: it is about {pupil}’s own plan.', pupilNotThere: '{pupil} is not at this meeting; we tell {pupil} together afterwards what was agreed.',
  interpreterComes: 'We arrange an interpreter for you.', interpreterAsk: 'If you would like an interpreter, please tell us; it costs you nothing.', inviteCome: 'I am coming on {day} at {at}. Please tick:', inviteOther: 'I should like another day or time:',

  noticeTitle: 'An earlier start to the school day', noticeStatement: 'From {from}, we ask {pupil} to report to {mentor} at {at}.', from: 'From', reportTo: 'Report to', studentReception: 'Student reception', lookAgain: 'We look at it again', everyDay: 'every school day',
  until: 'until we look at it again together', untilDay: 'until we look at it again together on {day}', planner: 'Planner', pen: 'Pen', kit: 'Kit', homework: 'Homework',

  praiseTitle: 'Good news from school', praiseStep: '{pupil} has earned more independence: {step}, from {day}.', praiseEnd: '{pupil} goes on without a mentor now, and that is good news.',
  praiseWeeks: '{pupil} has done well in these weeks, and we should like you to know.',
  praiseStepWhy: 'Mentoring support is being withdrawn step by step because {pupil} is doing well. {mentor} stays in touch, and more support is there again whenever it helps.',
  praiseEndWhy: 'Mentoring ends because {pupil} is doing well. We look in again after six and after twelve weeks, and support is there again whenever it helps.',
  praiseWell: 'What went well stands on the English page, in words of our own.', praiseTell: 'Please tell {pupil} that you are proud. If you have a question, ask for {mentor}.', praiseFooter: 'For {pupil} and home',
} as const
export type FrameKey = keyof typeof FRAME

/** The frame of each letter, in the order in which it is printed. */
export type LetterKind = 'start' | 'not-reached' | 'invitation' | 'notice' | 'praise'
export const FRAME_OF: Record<LetterKind, readonly FrameKey[]> = {
  start: ['startTitle', 'dear', 'startStatement', 'about', 'mentor', 'mornings', 'reception', 'why', 'entails', 'secondFollows', 'interpreter', 'sincerely', 'slip', 'slipRead', 'slipReach', 'slipSign', 'footer'],
  'not-reached': ['reachTitle', 'dear', 'reachStatement', 'about', 'askFor', 'leadMentor', 'interpreter', 'regards', 'slip', 'slipReach', 'slipSign', 'footer'],
  invitation: ['inviteTitle', 'dear', 'dearParents', 'parentsOf', 'inviteStatement', 'about', 'when', 'where', 'comeToReception', 'with', 'mentor', 'leadMentor', 'headOfYear', 'deputyHead', 'inPlaceOf', 'pupilThere', 'pupilNotThere', 'interpreterComes', 'interpreterAsk', 'regards', 'slip', 'inviteCome', 'inviteOther', 'slipSign', 'footer'],
  notice: ['noticeTitle', 'parentsOf', 'noticeStatement', 'from', 'when', 'everyDay', 'where', 'studentReception', 'reportTo', 'lookAgain', 'until', 'untilDay', 'planner', 'pen', 'kit', 'homework', 'mentor', 'parent', 'dateLine', 'footer'],
  praise: ['praiseTitle', 'parentsOf', 'praiseStep', 'praiseWeeks', 'praiseEnd', 'praiseStepWhy', 'praiseEndWhy', 'praiseWell', 'praiseTell', 'mentor', 'dateLine', 'praiseFooter'],
}
/** What is filled into a frame's sentence: as much as stands in its English. */
export const fieldsIn = (text: string): string[] => [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, field]) => field ?? ''))]
