/** The invitation to a meeting, one for each household. It says when, where and with whom, and nothing of what was noted. */
import type { Meeting } from '../../domain/home/homeMeeting.ts'
import { invitationTo, namesOf } from '../../domain/home/lettersHome.ts'
import type { Home } from './useHome.ts'
import { useLetter, type LetterMaking } from './useLetter.ts'

/** Where nobody may be written to, one without a name can still be given to whoever comes. */
export const useInvitation = (home: Home, meeting: () => Meeting | undefined): LetterMaking =>
  useLetter(home, () => {
    const called = meeting()?.f
    return {
      file: 'invitation', evenToNobody: true, to: called && ((of, facts) => invitationTo(of, called, { ...facts, staffName: home.staffName, roleOf: home.roleOf })),
      title: (of) => `Invitation to a meeting${of.length === 0 ? '' : `, ${namesOf(of)}`}`,
    }
  })
