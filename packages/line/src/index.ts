export {
  createConnection,
  type Connection,
  type ConnectionReports,
  type ConnectionState,
} from './connection.ts'
export { openLine, type Line, type LineOptions } from './open-line.ts'
