/** The item at a position that must be there; 0 is the first. */
export function at<T>(items: readonly T[], index: number): T {
  const item = items[index]
  if (item === undefined) throw new Error(`no item ${index} among ${items.length}`)
  return item
}
