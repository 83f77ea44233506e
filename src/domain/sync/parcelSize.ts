/** How large a parcel is: its size does not tell a short note from a long one. */
export const PARCEL_STEP = 2048
export const SEAL_TAG = 16
/** A public half: its point, uncompressed. */
export const PUBLIC_BYTES = 65
export const isParcelSize = (bytes: number): boolean => bytes > SEAL_TAG && (bytes - SEAL_TAG) % PARCEL_STEP === 0
