/** Why a vault did not open; the passphrase and the tablet's own lock say the last two alike. */
export const UNLOCK_WORDS = {
  'wrong-secret': 'That passphrase does not open this tablet for you. Check it and try again.',
  damaged: 'What this tablet keeps for you is damaged and cannot be opened. Please show this to your Lead Mentor; do not clear the browser.',
  'below-floor': 'What this tablet keeps for you has been tampered with, so it stays shut. Please show this to your Lead Mentor.',
}
