import { NAME_MAX_CHARACTERS } from '@wordfare/contracts/limits'
import { readName, type NameFault } from '@wordfare/contracts/name'
import { errorData } from './problem-text.ts'

/** What is wrong with a field of a form, by the name of the field. */
export type FieldFaults<Field extends string> = Partial<Record<Field, string>>

/** The words for each fault of a name. A new fault without words does not compile. */
const nameFaultText: Record<NameFault, string> = {
  empty: 'Fill this in, please.',
  'forbidden-characters': 'There are invisible or control characters in it. Type it again.',
  'too-long': `That is too long: ${NAME_MAX_CHARACTERS} characters at most.`,
  'nothing-visible': 'There is nothing to read in it. Use letters or figures.',
}

type NameField =
  | { readonly name: string; readonly fault: null }
  | { readonly name: null; readonly fault: string }

/** Reads a field with the name of a player or a game: the name as it will stand, or what is wrong with it. */
export function readNameField(typed: string): NameField {
  const { name, fault } = readName(typed)
  return fault === null ? { name, fault } : { name, fault: nameFaultText[fault] }
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

/** The words for what the server objects to. */
const faultText = (message: string): string =>
  isNameFault(message) ? nameFaultText[message] : 'The desk can’t take this. Type something else.'

const isNameFault = (message: string): message is NameFault => Object.hasOwn(nameFaultText, message)
