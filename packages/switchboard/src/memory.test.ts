import { describeSwitchboard } from './contract-suite.ts'
import { createMemorySwitchboard } from './memory.ts'

describeSwitchboard('memory', async () => {
  const switchboard = createMemorySwitchboard()
  return [switchboard, switchboard]
})
