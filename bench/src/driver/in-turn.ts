/** How much is done at the same time, so that a commit to the disk serves several. */
const AT_ONCE = 32

/** Does some work so many times, a few at once, each told its index. */
export async function inTurn(times: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0
  const one = async (): Promise<void> => {
    while (next < times) await work(next++)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
}
