import { NAME_MAX_CHARACTERS, gameNameSchema, playerNameSchema } from '@wordfare/contracts'
import { errorData } from './problem-text.ts'

/** What is wrong with a field of a form, by the name of the field. */
export type FieldFaults<Field extends string> = Partial<Record<Field, string>>

/** What is wrong with a name of a player or a game; null when it will do. */
export function nameFault(name: string, of: 'player' | 'game'): string | null {
  const schema = of === 'player' ? playerNameSchema : gameNameSchema
  const result = schema.safeParse(name)
  if (result.success) return null
  return faultText(result.error.issues[0]?.message ?? '')
}

/** What the server found wrong with the fields of a form, where it said so. */
export function serverFaults<Field extends string>(
  error: unknown,
  fields: readonly Field[],
): FieldFaults<Field> {
  const faults: FieldFaults<Field> = {}
  for (const issue of errorData(error)?.issues ?? []) {
    const field = fields.find((name) => issue.path.includes(name))
    if (field !== undefined) faults[field] ??= faultText(issue.message)
  }
  return faults
}

/** The words for what a schema objects to. */
function faultText(message: string): string {
  switch (message) {
    case 'too-long':
      return `That is too long: ${NAME_MAX_CHARACTERS} characters at most.`
    case 'forbidden-characters':
      return 'There are invisible or control characters in it. Type it again.'
    case 'nothing-visible':
      return 'There is nothing to read in it. Use letters or figures.'
    default:
      if (message.startsWith('Too small')) return 'Fill this in, please.'
      if (message.startsWith('Too big'))
        return `That is too long: ${NAME_MAX_CHARACTERS} characters at most.`
      return 'The desk can’t take this. Type something else.'
  }
}
