export {
  SwitchboardUnavailable,
  type Gathering,
  type Listener,
  type Place,
  type Rate,
  type Stay,
  type Switchboard,
} from './switchboard.ts'
