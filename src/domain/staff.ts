/** The people of the policy: Mentors, the Lead Mentor, HOY, DHT; beside them the attendance office and the admin. */
import { z } from './schema.ts'

export const Role = z.enum(['mentor', 'lead-mentor', 'head-of-year', 'dht', 'office', 'admin'])
export type Role = z.infer<typeof Role>

export const ROLE_WORDS: Record<Role, string> = {
  mentor: 'Mentor',
  'lead-mentor': 'Lead Mentor',
  'head-of-year': 'Head of Year',
  dht: 'Deputy Headteacher',
  office: 'Attendance office',
  admin: 'Administrator',
}

/** A row of the staff list (bucket `school`). The id is the account's id. */
export const StaffMember = z.object({
  name: z.string().min(1).max(80),
  initials: z.string().min(1).max(4),
  role: Role,
  /** The year a Head of Year looks after, 7 to 13. */
  year: z.int().min(7).max(13).optional(),
  active: z.boolean(),
})
export type StaffMember = z.infer<typeof StaffMember>

/** Who acts. Comes from the session on the server and from the vault's sealed profile on the tablet. */
export type Actor = { id: string; role: Role; year?: number | undefined; name: string; initials: string }
