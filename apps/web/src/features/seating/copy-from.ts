/** Copies what is in `field`, also where the page has no access to the clipboard. Whether it worked. */
export async function copyFrom(field: HTMLInputElement): Promise<boolean> {
  // Browsers offer the clipboard to secure pages only, and may still refuse it.
  if ('clipboard' in navigator) {
    try {
      await navigator.clipboard.writeText(field.value)
      return true
    } catch {
      return copySelected(field)
    }
  }
  return copySelected(field)
}

function copySelected(field: HTMLInputElement): boolean {
  field.select()
  // Deprecated, and all that there is on an insecure page; the selection stays for copying by hand.
  return document.execCommand('copy')
}
