/** An editor’s pencil ring around a word that the spymaster means. */
export function TargetRing() {
  return (
    <svg
      className="ring"
      viewBox="0 0 100 60"
      preserveAspectRatio="none"
      aria-hidden="true"
      focusable="false"
    >
      <path d="M5 34C1 10 26 3 54 4c30 0 44 8 44 27S78 57 49 56C18 56 1 50 3 29 5 12 30 6 60 8" />
    </svg>
  )
}
