/**
 * A text as every database can hold it: PostgreSQL's holds neither NUL nor half a character. Whatever is hashed or compared
 * beside being kept is made so first; everything else on its way to the database.
 */
export const asKept = (text: string): string => text.replaceAll('\0', '\ufffd').toWellFormed()
