/** Reads what this browser remembers; null when it remembers nothing or may not. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`wordfare.${key}`)
  } catch {
    return null
  }
}

/** Remembers `value`. A browser that forbids storage forgets it with the page, which harms nobody. */
export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`wordfare.${key}`, value)
  } catch {
    return
  }
}
