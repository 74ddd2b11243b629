/** The name of the game as its nameplate: the width axis is the logo. */
export function Wordmark() {
  return (
    <>
      <b>CODE</b> <i>OF</i> <b>DAILY</b>
      <u />
    </>
  )
}
