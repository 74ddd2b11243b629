// Loaded into a server whose memory is measured: collects garbage when it is told to.
process.on('SIGUSR2', () => {
  globalThis.gc?.()
})
