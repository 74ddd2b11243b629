/** A card’s word as it stands in a sentence or on a button: FERRY is Ferry. */
export function spokenWord(word: string): string {
  const [first = '', ...rest] = word
  return first + rest.join('').toLocaleLowerCase()
}
