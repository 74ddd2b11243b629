/** Above it the driver itself may be what is slow. */
export const DRIVER_LOAD_MAX = 0.9

/** From now on: the driver's own share of its core, 0 to 1. Near 1 it measures itself. */
export function watchOwnLoad(): () => number {
  const cpuBefore = process.cpuUsage()
  const startMs = performance.now()
  return () => {
    const { user, system } = process.cpuUsage(cpuBefore)
    return (user + system) / 1000 / (performance.now() - startMs)
  }
}
