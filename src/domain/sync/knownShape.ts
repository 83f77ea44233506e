/**
 * How much of a record this version of the app understands. What a later version wrote is kept whole and travels on; a
 * record says the rest beside it, while a fact of a sort that is not known is left out of every reckoning and off the screen.
 */
import { z } from '../schema.ts'
import { isKind, RECORDS, type Kind } from '../records.ts'

export type Understood = 'whole' | 'in-part' | 'not'

/** The values each field may have; `ANY` where anything of its type will do. */
type Fields = ReadonlyMap<string, ReadonlySet<unknown>>
const ANY: ReadonlySet<unknown> = new Set()
type Shape = { fields: Fields } | { by: string; variants: ReadonlyMap<unknown, Fields> }

export function understood({ t, f }: { t: string; f: unknown }): Understood {
  if (!isKind(t)) return 'not'
  const said = f as Record<string, unknown>
  const shape = shapeOf(t)
  const fields = 'fields' in shape ? shape.fields : shape.variants.get(said[shape.by])
  if (!fields) return 'not'
  let all = true
  for (const name of Object.keys(said)) {
    const values = fields.get(name)
    if (values === undefined) all = false
    else if (values !== ANY && !values.has(said[name]) && said[name] !== null) {
      if (RECORDS[t].nature === 'fact') return 'not'
      all = false
    }
  }
  return all ? 'whole' : 'in-part'
}

const shapes = new Map<Kind, Shape>()
function shapeOf(kind: Kind): Shape {
  let shape = shapes.get(kind)
  if (!shape) shapes.set(kind, (shape = shapeIn(RECORDS[kind].schema)))
  return shape
}
function shapeIn(schema: z.ZodType): Shape {
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const by = schema.def.discriminator
    const variants = (schema.options as z.ZodObject[]).flatMap((one) => [...valuesIn(one.shape[by] as z.ZodType)].map((value) => [value, fieldsIn(one)] as const))
    return { by, variants: new Map(variants) }
  }
  return { fields: fieldsIn(schema as z.ZodObject) }
}
const fieldsIn = ({ shape }: z.ZodObject): Fields => new Map(Object.entries(shape).map(([name, schema]) => [name, valuesIn(schema as z.ZodType)]))

function valuesIn(schema: z.ZodType): ReadonlySet<unknown> {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return valuesIn(schema.unwrap() as z.ZodType)
  if (schema instanceof z.ZodLiteral) return schema.values
  if (schema instanceof z.ZodEnum) return new Set(schema.options)
  if (!(schema instanceof z.ZodUnion)) return ANY
  const ways = (schema.options as z.ZodType[]).map(valuesIn)
  return ways.includes(ANY) ? ANY : new Set(ways.flatMap((way) => [...way]))
}
