/** What is used of yazl, which comes without types. */
declare module 'yazl' {
  export class ZipFile {
    readonly outputStream: NodeJS.ReadableStream
    addBuffer(bytes: Buffer, path: string, options?: { mtime?: Date }): void
    addReadStream(stream: NodeJS.ReadableStream, path: string): void
    end(): void
  }
}
