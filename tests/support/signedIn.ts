import { admit } from '../../src/data/tablet/session.ts'

/** Lets this person in on the tablet whose session was started, as after a sign-in that the server answered. */
export const signedIn = (id: string): ReturnType<typeof admit> =>
  admit({ account: { id, username: id, name: 'Jo Smith', initials: 'JS', role: 'mentor' }, passphrase: 'harbour lantern copper meadow', tabletId: 'tablet-of-one', refresh: 'token' })
