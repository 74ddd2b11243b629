import { describeEventStore } from './contract-suite.ts'
import { createMemoryEventStore } from './memory.ts'

describeEventStore('memory', createMemoryEventStore)
