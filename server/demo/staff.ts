/** The people who work at the demo school and have an account, and the teachers whose words are quoted in notes. */
import type { DemoAccount } from './shape.ts'

const account = (username: string, name: string, initials: string, role: DemoAccount['role'], year?: number): DemoAccount => ({
  id: `s-${username}`, username, name, initials, role, ...(year === undefined ? {} : { year }),
})

/** For the demo alone; a real school's accounts are made by its administrator. */
export const SCHOOL_NAME = 'Thornmere Vale Academy'
export const DEMO_PASSPHRASE = 'harbour lantern copper meadow'

export const ACCOUNTS: readonly DemoAccount[] = [
  account('mentor1', 'Priya Raman', 'PR', 'mentor'),
  account('mentor2', 'Gareth Hopkins', 'GH', 'mentor'),
  account('mentor3', 'Kemi Adeyinka', 'KA', 'mentor'),
  account('mentor4', 'Marta Lewicka', 'ML', 'mentor'),
  account('mentor5', 'Daniel Oakeshott', 'DO', 'mentor'),
  account('mentor6', 'Joanne Whitaker', 'JW', 'mentor'),
  account('lead', 'Helen Castleton', 'HC', 'lead-mentor'),
  account('hoy7', 'Rhys Penhallow', 'RP', 'head-of-year', 7),
  account('hoy8', 'Nasreen Begum', 'NB', 'head-of-year', 8),
  account('hoy9', 'Tom Ackroyd', 'TA', 'head-of-year', 9),
  account('hoy10', 'Siobhán Devlin', 'SD', 'head-of-year', 10),
  account('hoy11', 'Winston Marsh', 'WM', 'head-of-year', 11),
  account('dht', 'Anita Deshmukh', 'AD', 'dht'),
  account('office', 'Carol Fenwick', 'CF', 'office'),
  account('admin', 'Imran Sheikh', 'IS', 'admin'),
]

/** Form tutors, in the order of the forms 7A to 11D. */
export const TUTORS: readonly string[] = [
  'Mr Appleyard', 'Mrs Bhogal', 'Miss Crowther', 'Mr Diallo', 'Ms Eastwood', 'Mr Farrukh', 'Mrs Gilroy', 'Mr Hallam', 'Miss Iqbal', 'Mr Jessop',
  'Mrs Kowalczyk', 'Mr Lund', 'Ms Mensah', 'Mr Nuttall', 'Mrs O’Hara', 'Mr Pemberton', 'Miss Quinn', 'Mr Rosario', 'Mrs Sethi', 'Mr Tattersall',
]

export type Subject = { name: string; teachers: readonly string[]; tasks: readonly string[] }

export const SUBJECTS: readonly Subject[] = [
  { name: 'English', teachers: ['Mrs Hale', 'Mr Brannigan', 'Ms Okoro'], tasks: ['the opening of the ghost story', 'the poetry comparison', 'the speech on school uniform', 'the reading questions on chapter five', 'the letter to the council', 'the notes on Act One'] },
  { name: 'Maths', teachers: ['Mr Barlow', 'Mrs Venkat', 'Miss Threlfall'], tasks: ['the fractions sheet', 'the exercise on ratio', 'the averages task', 'the angles starter', 'the graph of the phone tariffs', 'the corrections to the half-term test'] },
  { name: 'Science', teachers: ['Dr Ellwood', 'Miss Nwosu', 'Mr Pilling'], tasks: ['the write-up of the rusting practical', 'the circuit diagrams', 'the particle model questions', 'the food chain poster', 'the results table for the springs', 'the revision cards on cells'] },
  { name: 'History', teachers: ['Mr Sharrock', 'Mrs Dunmore'], tasks: ['the timeline of the Tudors', 'the source questions on the mills', 'the paragraph on the Blitz', 'the essay plan', 'the diary of a factory child'] },
  { name: 'Geography', teachers: ['Miss Larkin', 'Mr Yeboah'], tasks: ['the river model', 'the climate graph', 'the map skills sheet', 'the coast case study', 'the field trip questionnaire'] },
  { name: 'French', teachers: ['Mme Garnier', 'Mr Tindall'], tasks: ['the vocabulary for the house', 'the speaking cards', 'the paragraph about the weekend', 'the past tense sheet', 'the listening booklet'] },
  { name: 'Spanish', teachers: ['Srta Molina', 'Mrs Peake'], tasks: ['the family tree', 'the café dialogue', 'the verb endings quiz', 'the postcard from Sevilla'] },
  { name: 'Art', teachers: ['Ms Fairclough', 'Mr Zaman'], tasks: ['the still life', 'the lino print', 'the sketchbook page on texture', 'the artist study'] },
  { name: 'Music', teachers: ['Mr Averill', 'Miss Santos'], tasks: ['the composition sheet', 'the questions on samba', 'the four-bar melody', 'the listening log'] },
  { name: 'Drama', teachers: ['Miss Underhill', 'Mr Kearsley'], tasks: ['the script of the duologue', 'the character notes', 'the costume sketch', 'the evaluation of the scene'] },
  { name: 'PE', teachers: ['Mr Mottershead', 'Mrs Campbell-Reid'], tasks: ['the training diary', 'the match report', 'the rules sheet for badminton', 'the warm-up plan'] },
  { name: 'Technology', teachers: ['Mr Ormerod', 'Mrs Jindal'], tasks: ['the drawing of the desk lamp', 'the pasta bake evaluation', 'the parts list for the box', 'the packaging design'] },
  { name: 'Computing', teachers: ['Mr Huang', 'Miss Ridgway'], tasks: ['the guessing game program', 'the spreadsheet of tuck shop sales', 'the network diagram', 'the binary worksheet'] },
  { name: 'RE', teachers: ['Mrs Lomax', 'Mr Idris'], tasks: ['the questions on pilgrimage', 'the poster on the Five Ks', 'the class debate notes', 'the paragraph on forgiveness'] },
]
